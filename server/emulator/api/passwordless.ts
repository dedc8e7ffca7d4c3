import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { route } from '../contract/route.ts';
import { isUnended, readableAccesses } from '../rules/accesses.ts';
import { notifyOfLoginCode } from '../rules/notify.ts';
import type { World } from '../world/world.ts';
import type { TokenDesk } from './tokens.ts';

const codeLifeMs = 10 * 60_000;

const startRequest = z.looseObject({
  client_id: z.string(),
  client_secret: z.string(),
  email: z.string(),
  connection: z.literal('email'),
  send: z.literal('code'),
});

const startError = z.strictObject({ error: z.string(), error_description: z.string().optional() });

/** Sends a one-time code to a user of the partner who has access; the code stands in the outbox. */
export const startPasswordless = route({
  method: 'POST',
  isPublic: true,
  path: '/passwordless/start',
  operationId: 'startPasswordless',
  /** The user's address: a backend calls in their name. */
  headers: z.object({ 'auth0-forwarded-for': z.ipv4() }),
  body: startRequest,
  answers: {
    200: z.strictObject({ email: z.string(), email_verified: z.boolean(), _id: z.string() }),
    400: startError,
    403: startError,
  },
  invalidBody: (_readings, details) => ({
    status: 400,
    body: { error: 'bad.request', error_description: details.join('; ') },
  }),
  handle: ({ body, tokens, work }) => {
    const { clientId, clientSecret } = tokens.passwordless;
    if (body.client_id !== clientId || body.client_secret !== clientSecret) {
      return { status: 403, body: { error: 'unauthorized_client' } };
    }
    if (!/^[^\s@]+@[^\s@]+$/.test(body.email)) return { status: 400, body: { error: 'bad.email' } };
    const user = work.world.userByEmail(body.email);
    if (!user?.email) return refuse('UNAUTHORIZED');
    const hasAccess = readableAccesses(user, work).some((access) => isUnended(access, work.nowMs));
    if (!hasAccess) return refuse('USER_ACCOUNT_NOT_ACTIVE');
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    tokens.otps.set(user.uuid, { code, untilMs: performance.now() + codeLifeMs });
    notifyOfLoginCode(work, { ...user, email: user.email }, code);
    return { status: 200, body: { email: user.email, email_verified: true, _id: user.uuid } };
  },
});

/** The user a valid one-time code belongs to, or null. A code works once. */
export function readOtp(tokens: TokenDesk, world: World, email: string, code: string): string | null {
  const user = world.userByEmail(email);
  const known = user && tokens.otps.get(user.uuid);
  if (!user || !known || known.code !== code || known.untilMs < performance.now()) return null;
  tokens.otps.delete(user.uuid);
  return user.uuid;
}

function refuse(description: string) {
  return { status: 400, body: { error: 'extensibility_error', error_description: description } };
}
