import { sql } from 'drizzle-orm';
import { earlierOf, type Instant, laterOf } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { sameInstant } from '#server/operations/match-access';
import type { NewItem } from '#server/operations/new-operation';
import { retryChain } from '#server/operations/retry-chain';
import { zonesOfDoors } from '#server/operations/zones';
import { withDailyAlready } from '../accesses/refuse-second-daily.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { isWanting } from '../reasons/reason-rows.ts';

/** `holderId`: whom the call names, or else whom OpenKit has at its address by now. */
export type Refused = NewItem & {
  id: string;
  personKey: string;
  holderId: string | null;
  afterItemId: string | null;
};

/**
 * What of refused calls is still asked for. A permanent door that they hold by now is not given twice, one that nothing
 * they were to hold it for wants any more is not given at all, and one that is wanted for less long by now is given for
 * that, in a call of its own after the others. So it is with what was to be held on other terms. Nothing goes on that
 * waited for what is not given or changed. Nor is a daily code issued where there is another for that day, or may be.
 */
export async function stillWanted<T extends Refused>(
  tx: Tx,
  session: Session,
  refused: readonly T[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<T[]> {
  const lasting = refused.filter(isLasting);
  const grants = lasting.filter(({ action }) => action === 'grant');
  const doubled = await doubledDailies(tx, refused);
  const wanted = await wantedUntil(tx, lasting, { operationId, at });
  const holderIds = grants.flatMap(({ holderId }) => holderId ?? []);
  const doorIds = grants.flatMap(({ doors }) => doors.map(({ doorId }) => doorId));
  const heldNow = await heldDoors(tx, session, holderIds, at, doorIds);
  const held = new Set(heldNow.map((door) => keyOf(door.personId, door.doorId)));
  // Another start: the door is held until it is taken away, just before.
  for (const { action, personId, doors } of refused)
    if (action === 'revoke') for (const { doorId } of doors) held.delete(keyOf(personId, doorId));
  const endOf = ({ id, action, terms, expected }: T, doorId: string): Until => {
    const until = wanted.get(keyOf(id, doorId)) ?? null;
    const end = terms?.end ?? null;
    if (until === 'over') return until;
    // Where sharing alone was to change, what is held keeps its end.
    const isKept = action === 'change' && sameInstant(expected?.end ?? null, end);
    return until === null || isKept ? end : end === null ? until : earlierOf(until, end);
  };
  const isNeedless = (item: T) => item.doors.every(({ doorId }) => endOf(item, doorId) === 'over');
  const idle = new Set(lasting.filter(isNeedless).map(({ id }) => id));
  const left = refused.flatMap((item): T[][] => {
    if (item.action !== 'grant' && item.afterItemId !== null && idle.has(item.afterItemId)) return [];
    if (!isLasting(item)) {
      const doors = item.doors.filter(({ doorId }) => !doubled.has(keyOf(item.id, doorId)));
      return doors.length > 0 ? [[{ ...item, doors }]] : [];
    }
    const isThere = (doorId: string) => item.action === 'grant' && held.has(keyOf(item.holderId, doorId));
    const doors = item.doors.filter(({ doorId }) => !isThere(doorId));
    const byEnd = Map.groupBy(doors, ({ doorId }) => endOf(item, doorId));
    return [[...byEnd].flatMap(([end, of]) => (end === 'over' ? [] : [endingAt(item, end, of)]))];
  });
  // The other parts of a call tell nobody once more.
  return [...left.flatMap(([first]) => first ?? []), ...left.flatMap(([, ...others]) => others.map(untold))];
}

/** A call that says how a permanent access is to be held. */
const isLasting = ({ action, terms }: Refused): boolean => action !== 'revoke' && terms?.passcodeType === 'PERMANENT';

/** Until when a door is wanted: null = without an end. */
type Until = Instant | null | 'over';

const endingAt = <T extends Refused>(item: T, end: Instant | null, doors: T['doors']): T => ({
  ...item,
  terms: item.terms && { ...item.terms, end },
  doors,
});

const untold = <T extends Refused>(item: T): T => ({ ...item, terms: item.terms && { ...item.terms, notify: false } });

const keyOf = (of: string | null, doorId: string): string => `${of}|${doorId}`;

/** `call|door` of daily codes that somebody has issued anew, which could not be told from these. */
async function doubledDailies(tx: Tx, refused: readonly Refused[]): Promise<Set<string>> {
  const dailies = refused.filter(({ action, terms }) => action === 'grant' && terms?.passcodeType !== 'PERMANENT');
  if (dailies.length === 0) return new Set();
  const zones = await zonesOfDoors(
    tx,
    dailies.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)),
  );
  const doubled = new Set<string>();
  for (const { id: callId, holderId, recipient, terms, doors: own } of dailies) {
    if (!terms) continue;
    const doors = own.map(({ doorId }) => ({ id: doorId, timeZone: zones.get(doorId) ?? null }));
    const twice = await withDailyAlready(tx, { personId: holderId, recipient, doors, start: terms.start });
    for (const { id } of twice) doubled.add(keyOf(callId, id));
  }
  return doubled;
}

type Reason = {
  personId: string | null;
  personKey: string;
  doorId: string;
  end: Instant | null;
  isWanting: boolean;
  isOwn: boolean | null;
};

/**
 * `call|door` with a reason: until when the door is wanted by now, for as long as one of those stands that were noted
 * with the operation or what it sends again; where it gave for reasons noted before it, any. Whoever was given a door
 * without one is still meant to get it, and reasons noted before a change follow it only once it is confirmed. Joined
 * here: in SQL, everybody who was refused one door meets every reason for it.
 */
async function wantedUntil(
  tx: Tx,
  calls: readonly Refused[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<Map<string, Until>> {
  const doorIds = [...new Set(calls.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)))];
  const found = await tx.execute<Reason>(sql`
    select r.person_id as "personId", r.person_key as "personKey", r.door_id as "doorId",
      r.ends_at as "end", ${isWanting(sql`r`, at)} as "isWanting",
      r.operation_id = any(${retryChain(operationId)}) as "isOwn"
    from access_reason r
    where not r.is_daily and r.door_id = any(${sql.param(doorIds)}::uuid[])
      and (r.person_id = any(${sql.param(calls.flatMap(({ holderId }) => holderId ?? []))}::uuid[])
        or r.person_key = any(${sql.param(calls.map(({ personKey }) => personKey))}::text[]))`);
  const ofPerson = Map.groupBy(found.rows, ({ personId, doorId }) => keyOf(personId, doorId));
  const ofKey = Map.groupBy(found.rows, ({ personKey, doorId }) => keyOf(personKey, doorId));
  const until = ({ action, holderId, personKey }: Refused, doorId: string): Until | undefined => {
    const known = holderId === null ? [] : (ofPerson.get(keyOf(holderId, doorId)) ?? []);
    const reasons = [...known, ...(ofKey.get(keyOf(personKey, doorId)) ?? [])];
    const own = reasons.filter(({ isOwn }) => isOwn);
    if ((action === 'grant' ? reasons : own).length === 0) return undefined;
    if (!(own.length > 0 ? own : reasons).some((reason) => reason.isWanting)) return 'over';
    const ends = reasons.flatMap(({ isWanting, end }) => (isWanting ? [end] : []));
    if (ends.some((end) => end === null)) return null;
    const last = ends.flatMap((end) => end ?? []).reduce(laterOf, at);
    return last > at ? last : 'over';
  };
  return new Map(
    calls.flatMap((call) =>
      call.doors.flatMap(({ doorId }): [string, Until][] => {
        const end = until(call, doorId);
        return end === undefined ? [] : [[keyOf(call.id, doorId), end]];
      }),
    ),
  );
}
