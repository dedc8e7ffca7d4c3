import { z } from 'zod';
import { declaredAnswers } from '../contract/declared-answers.ts';
import { explainIssues, inWords } from '../contract/explain-issues.ts';
import { type Answer, type Route, schemasOf } from '../contract/route.ts';
import type { Emulator } from '../emulator.ts';
import { callFaults } from '../faults/call-faults.ts';
import { type Effect, effectOf } from '../faults/effects.ts';
import { beginLag } from '../faults/lag.ts';
import { apiBase } from '../faults/match.ts';
import { badHeaders } from '../journal/bad-headers.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { unknownFields } from '../journal/unknown-fields.ts';
import { limits } from '../limits.ts';
import type { Readings } from '../readings/readings.ts';
import { codeOf, notFound, Refusal } from '../rules/refusal.ts';
import { report } from '../store/start-error.ts';
import { nearestTo } from './nearest-route.ts';
import type { Incoming } from './observe.ts';

/** Carries one call out against the world: authenticate, parse, handle, commit, journal. Never throws. */
export function processCall(
  emulator: Emulator,
  route: Route | null,
  call: Incoming,
  entry: JournalEntry,
  effects: Effect[],
): Answer {
  try {
    const answer = attempt(emulator, route, call, entry, effects);
    if (emulator.settings.validatesAnswers && route) checkAnswer(route, answer);
    return answer;
  } catch (error) {
    report(error);
    return {
      status: 500,
      body: route?.isPublic ? { error: 'internal_server_error' } : { message: 'INTERNAL_SERVER_ERROR' },
    };
  }
}

function attempt(...args: Parameters<typeof run>): Answer {
  const [{ readings }] = args;
  try {
    return run(...args);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, readings);
    throw error;
  }
}

function run(emulator: Emulator, route: Route | null, call: Incoming, entry: JournalEntry, effects: Effect[]): Answer {
  const isServed = route !== null && (!route.isServed || route.isServed(emulator.readings));
  if (!isServed) emulator.journal.violate(entry, 'outside_contract');
  const hint = route ? null : nearestTo(call, emulator.readings);
  const needsToken = route ? !route.isPublic : hint === null && call.path.startsWith(apiBase);
  const denied = needsToken ? authenticate(emulator, call) : null;
  if (denied) return denied;
  if (!isServed) throw notFound(hint ?? (route ? absent : unknown));
  for (const name of unknownFields(route, call, emulator.readings)) {
    emulator.journal.violate(entry, `unknown_field:${name}`);
  }
  for (const name of badHeaders(route, call)) emulator.journal.violate(entry, `bad_header:${name}`);
  const parsed = parse(route, call, emulator);
  if ('status' in parsed) return parsed;
  const work = emulator.openWork();
  work.doorLimit = effectOf(effects, 'partial_commit')?.doors;
  const endLag = beginLag(emulator, effects, { ...call, params: parsed.params }, work);
  try {
    return route.handle({
      ...parsed,
      work,
      readings: emulator.readings,
      faults: callFaults(effects, emulator.lag),
      tokens: emulator.tokens,
    });
  } finally {
    entry.applied.push(...work.applied);
    entry.notifications.push(...work.notifications.map(({ id, channel, kind, to }) => ({ id, channel, kind, to })));
    for (const violation of work.violations) emulator.journal.violate(entry, violation);
    endLag();
    // Last, because it may fail, and what it could not keep has happened all the same.
    work.commit();
  }
}

const absent =
  'The readings this emulator follows have no keys: start it with --profile opendoor or --reading keys=served.';
const unknown = 'Nothing is served here; /openapi.json lists what is.';

/** The partner's own token opens everything; a user's token nothing of the partner API. */
function authenticate({ tokens, readings }: Emulator, { token }: Incoming): Answer | null {
  if (token !== null && tokens.check(token)?.userUuid === null) return null;
  return refuseToken(readings.badTokenStatus === '401' ? 401 : 403);
}

/** 401 with a message, 403 without a body. */
export function refuseToken(status: 401 | 403): Answer {
  return status === 401 ? { status, body: { message: 'UNAUTHORIZED' } } : { status };
}

type Parsed = { params: Record<string, string>; query: unknown; body: unknown };

function parse(route: Route, call: Incoming, { readings }: Emulator): Parsed | Answer {
  const params = route.params.safeParse(call.params, inWords);
  if (params.error) throw new Refusal('INVALID_REQUEST', 400, explainIssues(params.error, 'path'));
  const schemas = schemasOf(route, readings);
  const query = schemas.query?.safeParse(call.query, inWords);
  if (query?.error) throw new Refusal('INVALID_QUERY', 400, explainIssues(query.error, 'query'));
  if (call.bodyState === 'too_large') {
    throw new Refusal('PAYLOAD_TOO_LARGE', 413, [`The body is larger than ${limits.bodyBytes} bytes.`]);
  }
  const body = schemas.body?.safeParse(call.body, inWords);
  if (body?.error) {
    const details = call.bodyState === 'broken' ? [notJson] : explainIssues(body.error, 'body');
    if (route.invalidBody) return route.invalidBody(readings, details);
    throw new Refusal(codeFor(body.error.issues), 400, details);
  }
  return { params: params.data, query: query?.data, body: body?.data };
}

/** Most often a form: what many libraries send to a token endpoint unless told otherwise. */
const notJson = 'The body is not JSON; form encoding is not read.';

/** Where OpenKit documents a code for a field, a malformed field gets it too. */
function codeFor(issues: z.core.$ZodIssue[]): string {
  const path = issues[0]?.path ?? [];
  const [field] = path;
  if (field === 'doorUuids' && path.length === 1) return 'DOOR_UUIDS_REQUIRED';
  if (field === 'startTime') return 'INVALID_START_TIME';
  if (field === 'endTime') return 'INVALID_END_TIME';
  return field === 'phone' ? 'INVALID_PHONE' : 'INVALID_REQUEST';
}

function refuse(refusal: Refusal, readings: Readings): Answer {
  const { status, details } = refusal;
  return { status, body: { message: codeOf(refusal, readings), ...(details.length > 0 ? { details } : {}) } };
}

/** Throws when the answer is not what the description promises for this status. */
function checkAnswer(route: Route, answer: Answer): void {
  const schema = declaredAnswers(route)[answer.status];
  if (schema === undefined) throw new Error(`${route.operationId} does not declare status ${answer.status}.`);
  const body: unknown = answer.json === undefined ? answer.body : JSON.parse(answer.json.toString());
  (schema ?? z.undefined()).parse(body);
}
