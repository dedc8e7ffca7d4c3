import { z } from 'zod';
import { readJson } from './answer.ts';
import type { TokenFailure } from './call-result.ts';
import { pauseMs } from './retry.ts';
import type { Send, Sent } from './send.ts';
import type { OpenKitOptions } from './types.ts';

/** The documented path, then the one newer examples use. */
const paths = ['/v1/oauth/token', '/oauth/token'];

/** Tokens live at most 24 h. Where the answer does not say how long, 15 h: that makes a renewal after 12 h. */
const maxLifetimeSeconds = 24 * 3600;
const assumedLifetimeSeconds = 15 * 3600;

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().max(maxLifetimeSeconds).catch(assumedLifetimeSeconds),
});

/** Refused credentials will not get better by asking; an auth server that is down might. */
const credentialsPauseMs = 60_000;
const outagePauseMs = 5_000;

export type FetchedToken = { kind: 'token'; accessToken: string; lifetimeMs: number };
type FetchFailure = TokenFailure & { askAgainInMs: number };

const outage: FetchFailure = { kind: 'failure', reason: 'auth_unavailable', askAgainInMs: outagePauseMs };

/** Asks OpenKit's auth server for a partner token, once. The request id is that of the call that needs it. */
export async function fetchToken(
  send: Send,
  options: OpenKitOptions,
  requestId: string,
  patienceMs: number,
): Promise<FetchedToken | FetchFailure> {
  for (const path of paths) {
    const sent = await send(
      // Everybody waits for the token, so it goes first.
      { requestId, priority: 'revoke' },
      { method: 'POST', baseUrl: options.authUrl, path, body: credentials(options) },
      { attempt: 1, patienceMs },
    );
    const isServed = sent.kind === 'failure' || sent.status !== 404;
    if (isServed) return readToken(sent);
  }
  return outage;
}

const credentials = ({ clientId, clientSecret, audience }: OpenKitOptions) => ({
  client_id: clientId,
  client_secret: clientSecret,
  audience,
  grant_type: 'client_credentials',
});

function readToken(sent: Sent): FetchedToken | FetchFailure {
  if (sent.kind === 'failure') return outage;
  if ([400, 401, 403].includes(sent.status)) {
    return { kind: 'failure', reason: 'credentials', askAgainInMs: credentialsPauseMs };
  }
  if (sent.status === 429) return { ...outage, askAgainInMs: Math.max(outagePauseMs, pauseMs(sent, 1)) };
  const isSuccess = sent.status >= 200 && sent.status < 300;
  const parsed = tokenAnswer.safeParse(isSuccess ? readJson(sent.body) : undefined);
  if (!parsed.success) return outage;
  return { kind: 'token', accessToken: parsed.data.access_token, lifetimeMs: parsed.data.expires_in * 1000 };
}
