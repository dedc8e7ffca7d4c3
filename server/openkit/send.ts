import type { Logger } from 'pino';
import type { Budget } from './budget.ts';
import type { Meter } from './meter.ts';
import { type Exchange, exchange, type HttpRequest, type TransportFault } from './transport.ts';
import type { CallContext, Timeouts } from './types.ts';

export type Outgoing = {
  method: HttpRequest['method'];
  baseUrl: string;
  path: string;
  query?: Record<string, string>;
  token?: string;
  body?: unknown;
};

/** One try of a call: which one it is, and how long it may wait for its turn. */
type Try = { attempt: number; patienceMs: number };

/**
 * `limited`: the rate budget or a 429 would have made it wait too long, so it never left. `not_due`: while it waited,
 * its caller found that it must not.
 */
export type Sent = Exchange | { kind: 'failure'; sent: false; reason: TransportFault | 'limited' | 'not_due' };

/** Sends one request when the shared budget lets it, and logs one line. Does not throw for what the network does. */
export type Send = (ctx: CallContext, outgoing: Outgoing, tried: Try) => Promise<Sent>;

export function createSend(options: { budget: Budget; meter: Meter; timeouts: Timeouts; log: Logger }): Send {
  const { budget, meter, timeouts, log } = options;
  return async (ctx, outgoing, { attempt, patienceMs }) => {
    const isMyTurn = await budget.take(ctx.priority, patienceMs, ctx.signal);
    const isDue = !isMyTurn || !ctx.isStillDue || (await ctx.isStillDue());
    const startedAtMs = performance.now();
    const kept = ctx.signal?.aborted ? 'aborted' : isMyTurn ? 'not_due' : 'limited';
    const result: Sent =
      isMyTurn && isDue
        ? await exchange(toHttpRequest(ctx, outgoing), timeouts)
        : { kind: 'failure', sent: false, reason: kept };
    meter.count(outgoing.method, outgoing.path, result);
    // The query is left out: it is not needed to find a call, and paths hold nothing but ids.
    log.info(
      {
        requestId: ctx.requestId,
        method: outgoing.method,
        path: outgoing.path,
        ...(result.kind === 'answer' ? { status: result.status } : { reason: result.reason }),
        durationMs: Math.round(performance.now() - startedAtMs),
        attempt,
      },
      'openkit call',
    );
    return result;
  };
}

function toHttpRequest(ctx: CallContext, { method, baseUrl, path, query, token, body }: Outgoing): HttpRequest {
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const text = body === undefined ? null : JSON.stringify(body);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Gatehouse',
    'x-request-id': ctx.requestId,
  };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (text !== null) {
    headers['content-type'] = 'application/json';
    headers['content-length'] = String(Buffer.byteLength(text));
  }
  return { method, url, headers, body: text, fresh: method !== 'GET', signal: ctx.signal };
}
