import type { Answer, Route } from '../contract/route.ts';
import type { Emulator } from '../emulator.ts';
import { bendAnswer } from '../faults/bend-answer.ts';
import { type Effect, type EffectOf, effectOf } from '../faults/effects.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { Refusal } from '../rules/refusal.ts';
import { applyWorldEvent } from '../rules/world-events.ts';
import { deliver, hang, reset } from './deliver.ts';
import { type HttpContext, type Incoming, observe } from './observe.ts';
import { processCall, refuseToken } from './process-call.ts';

type Outcome = Answer | 'reset' | 'hang';

/** One call from the first byte to the last: journalled, bent by faults, processed, answered. `route` null: outside the contract. */
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
  try {
    return await answerCall(emulator, route, { c, call, entry, startedMs });
  } finally {
    emulator.journal.leave();
  }
}

type Begun = { c: HttpContext; call: Incoming; entry: JournalEntry; startedMs: number };

async function answerCall(
  emulator: Emulator,
  route: Route | null,
  { c, call, entry, startedMs }: Begun,
): Promise<Response> {
  const fired = emulator.faults.fire(call, emulator.world);
  if (fired.length > 0) entry.fault = fired.map(({ id }) => id).join(',');
  const effects = fired.map(({ effect }) => effect);
  const outcome = await carryOut(emulator, route, call, entry, effects);
  const end = (how: JournalEntry['outcome'], status: number | null) =>
    emulator.journal.end(entry, how, status, performance.now() - startedMs);
  if (outcome === 'reset') {
    end('reset', null);
    return reset(c);
  }
  if (outcome === 'hang') {
    end('hung', null);
    return hang(c);
  }
  const answer = bendAnswer(outcome, effects);
  end('answered', answer.status);
  return deliver(c, { ...answer, headers: { 'x-request-id': call.requestId, ...answer.headers } }, effects);
}

async function carryOut(
  emulator: Emulator,
  route: Route | null,
  call: Incoming,
  entry: JournalEntry,
  effects: Effect[],
): Promise<Outcome> {
  if (effects.length === 0) return processCall(emulator, route, call, entry, effects);
  await pause(effectOf(effects, 'delay')?.beforeMs);
  const refused = beforeCommit(emulator, call, effects);
  if (refused) return refused;
  const late = effectOf(effects, 'late_commit');
  if (late) {
    emulator.later(late.afterMs, () => processCall(emulator, route, call, entry, effects));
    return typeof late.answer === 'number' ? failure(late.answer) : late.answer;
  }
  const answer = processCall(emulator, route, call, entry, effects);
  for (const candidate of effects) if (candidate.type === 'world_event') happen(emulator, entry, candidate);
  await pause(effectOf(effects, 'delay')?.afterMs);
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

function pause(delayMs = 0): Promise<void> {
  return delayMs > 0 ? new Promise((resolve) => setTimeout(resolve, delayMs)) : Promise.resolve();
}
