import { setTimeout as sleep } from 'node:timers/promises';
import type { Breaker } from './breaker.ts';
import type { Budget } from './budget.ts';
import type { CallResult } from './call-result.ts';
import { backoffMs, pauseMs, shouldRetry } from './retry.ts';
import type { Outgoing, Send } from './send.ts';
import type { Tokens } from './token.ts';
import type { HttpAnswer } from './transport.ts';
import type { CallContext, Timeouts } from './types.ts';

export type CallRequest = Pick<Outgoing, 'method' | 'path' | 'query' | 'body'>;

/** Carries one call to OpenKit to its end: token, budget, repeats. Does not throw for what the other side does. */
export type Call = (ctx: CallContext, request: CallRequest) => Promise<CallResult>;

export function createCall(parts: {
  apiUrl: string;
  timeouts: Timeouts;
  tokens: Tokens;
  budget: Budget;
  breaker: Breaker;
  send: Send;
}): Call {
  const { apiUrl, timeouts, tokens, budget, breaker, send } = parts;

  return async (ctx, request) => {
    const deadlineMs = performance.now() + timeouts.callMs[ctx.priority];
    const patienceMs = () => deadlineMs - performance.now();
    let token = await tokens.current(ctx.requestId);
    let isRenewed = false;
    let faults = 0;
    let pauses = 0;

    for (let attempt = 1; ; attempt += 1) {
      if (token.kind !== 'token') return { kind: 'failure', sent: false, reason: token.reason };
      const outgoing = { ...request, baseUrl: apiUrl, token: token.accessToken };
      const result = await breaker.run(() => send(ctx, outgoing, { attempt, patienceMs: patienceMs() }));

      // OpenKit answers an expired token with 401 or 403, refused before effect: a write may be repeated too.
      if (hasStatus(result, 401, 403) && !isRenewed) {
        isRenewed = true;
        const renewed = await tokens.renew(ctx.requestId, token.accessToken);
        if (renewed.kind === 'token' && renewed.accessToken === token.accessToken) return refusedAgain(result);
        token = renewed;
      } else if (hasStatus(result, 429)) {
        pauses += 1;
        await budget.pause(pauseMs(result, pauses));
      } else {
        faults += 1;
        if (!shouldRetry(request.method, result, faults) || patienceMs() <= 0) return result;
        await sleep(backoffMs(faults), undefined, { signal: ctx.signal }).catch(() => undefined);
      }
    }
  };
}

/**
 * No other token is to be had yet, because one was fetched for this reason a moment ago. A 403 then means this request;
 * a 401 always means the token, so the call did not happen and can be made again later.
 */
function refusedAgain(result: HttpAnswer): CallResult {
  return result.status === 401 ? { kind: 'failure', sent: false, reason: 'token_refused' } : result;
}

function hasStatus(result: CallResult, ...statuses: number[]): result is HttpAnswer {
  return result.kind === 'answer' && statuses.includes(result.status);
}
