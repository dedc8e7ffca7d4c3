import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Answer, Route } from '../contract/route.ts';
import type { Emulator } from '../emulator.ts';
import { bendAnswer } from '../faults/bend-answer.ts';
import { type Effect, type EffectOf, effectOf } from '../faults/effects.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { Refusal } from '../rules/refusal.ts';
import { applyWorldEvent } from '../rules/world-events.ts';
import { deliver, hang, reset, waitWithCaller } from './deliver.ts';
import { type HttpContext, type Incoming, observe } from './observe.ts';
import { processCall, refuseToken } from './process-call.ts';

type Outcome = Answer | 'reset' | 'hang';

/**
 * One call from the first byte to the last: journalled, bent by faults, processed, answered. `route` null: outside the
 * contract.
 */
export async function serveCall(emulator: Emulator, route: Route | null, c: HttpContext): Promise<Response> {
  const startedMs = performance.now();
  const call = await observe(emulator, c);
  const entry = emulator.journal.begin({
    kind: `${call.method} ${route?.path ?? 'outside the contract'}`,
    method: call.method,
    path: call.path,
    query: call.query,
    tokenId: call.tokenId,
    requestId: call.requestId,
    body: call.body,
    virtualAt: new Date(call.nowMs).toISOString(),
  });
  const leave = () => emulator.journal.leave(entry, performance.now() - startedMs);
  try {
    if (call.bodyState === 'cut') return RESPONSE_ALREADY_SENT;
    return await answerCall(emulator, route, { c, call, entry, startedMs, leave });
  } finally {
    leave();
  }
}

type Begun = { c: HttpContext; call: Incoming; entry: JournalEntry; startedMs: number; leave(): void };

async function answerCall(emulator: Emulator, route: Route | null, begun: Begun): Promise<Response> {
  const { c, call, entry, startedMs, leave } = begun;
  const fired = emulator.faults.fire(call, emulator.world);
  if (fired.length > 0) {
    entry.fault = fired.map(({ id }) => id).join(',');
    // Whoever has gone has left, whatever a fault still does about the call.
    c.env.outgoing.once('close', leave);
  }
  const effects = fired.map(({ effect }) => effect);
  const outcome = await carryOut(emulator, route, begun, effects);
  const end = (how: JournalEntry['outcome'], status: number | null) =>
    emulator.journal.end(entry, how, status, performance.now() - startedMs);
  if (outcome === 'reset') {
    end('reset', null);
    return reset(c);
  }
  if (outcome === 'hang') {
    emulator.journal.end(entry, 'hung', null, null);
    return hang(c);
  }
  const answer = bendAnswer(outcome, effects);
  end('answered', answer.status);
  return deliver(c, { ...answer, headers: { 'x-request-id': call.requestId, ...answer.headers } }, effects);
}

async function carryOut(
  emulator: Emulator,
  route: Route | null,
  { c, call, entry }: Begun,
  effects: Effect[],
): Promise<Outcome> {
  const work = () => processCall(emulator, route, call, entry, effects);
  if (effects.length === 0) return work();
  const { beforeMs = 0, afterMs = 0 } = effectOf(effects, 'delay') ?? {};
  // The work is done even when nobody waits for it any more, but not on another world.
  if (beforeMs > 0 && !(await emulator.pause(beforeMs))) return 'reset';
  const refused = beforeCommit(emulator, call, effects);
  if (refused) return refused;
  const late = effectOf(effects, 'late_commit');
  if (late) {
    emulator.pause(late.afterMs).then((isOver) => isOver && work());
    return typeof late.answer === 'number' ? failure(late.answer) : late.answer;
  }
  const answer = work();
  for (const candidate of effects) if (candidate.type === 'world_event') happen(emulator, entry, candidate);
  await waitWithCaller(c.env.outgoing, afterMs);
  return afterCommit(answer, effects);
}

/** An outcome that comes instead of any work. */
function beforeCommit(emulator: Emulator, call: Incoming, effects: Effect[]): Outcome | null {
  const expire = effectOf(effects, 'token_expire');
  if (expire) {
    if (expire.all) emulator.tokens.expireAll();
    else if (call.token !== null) emulator.tokens.expire(call.token);
    return refuseToken(expire.answer);
  }
  const limited = effectOf(effects, 'rate_limit');
  if (limited) return { ...failure(429), headers: retryAfter(limited) };
  if (effectOf(effects, 'reset_before_commit')) return 'reset';
  if (effectOf(effects, 'hang')?.afterCommit === false) return 'hang';
  const respond = effectOf(effects, 'respond');
  return respond ? ready(respond) : null;
}

function afterCommit(answer: Answer, effects: Effect[]): Outcome {
  if (effectOf(effects, 'commit_then_reset')) return 'reset';
  if (effectOf(effects, 'hang')?.afterCommit) return 'hang';
  const respond = effectOf(effects, 'commit_then_respond');
  if (respond) return ready(respond);
  const partial = effectOf(effects, 'partial_commit');
  if (partial) return partial.answer === 'reset' ? 'reset' : failure(partial.answer);
  return answer;
}

function ready({ status, headers, json, text }: EffectOf<'respond'> | EffectOf<'commit_then_respond'>): Answer {
  if (text !== undefined) return { status, text, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } };
  return { ...failure(status), ...(json === undefined ? {} : { body: json }), headers };
}

/** What a bare status looks like from Latch. */
function failure(status: number): Answer {
  return status >= 400 ? { status, body: { message: messages[status] ?? 'INTERNAL_SERVER_ERROR' } } : { status };
}

const messages: Record<number, string> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
};

function retryAfter({ retryAfter, perSecond }: EffectOf<'rate_limit'>): Record<string, string> {
  const seconds = Math.ceil(1 / perSecond);
  const values = {
    none: undefined,
    seconds: String(seconds),
    'http-date': new Date(Date.now() + seconds * 1000).toUTCString(),
    past: new Date(Date.now() - 3_600_000).toUTCString(),
    zero: '0',
    huge: '99999999999',
    garbage: 'soon-ish',
  };
  const value = values[retryAfter];
  return value === undefined ? {} : { 'retry-after': value };
}

/** What cannot happen any more does not concern the caller: only the journal tells it. */
function happen(emulator: Emulator, entry: JournalEntry, { event }: EffectOf<'world_event'>): void {
  const work = emulator.openWork();
  try {
    applyWorldEvent(work, event);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    entry.faultProblem = error.message;
  }
  work.commit();
}
