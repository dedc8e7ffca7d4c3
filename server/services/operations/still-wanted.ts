import { sql } from 'drizzle-orm';
import { earlierOf, type Instant, laterOf } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
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
 * that, in a call of its own after the others; nothing goes on that waited for what is not given. Nor is a daily code
 * issued where there is another for that day, or may be.
 */
export async function stillWanted<T extends Refused>(
  tx: Tx,
  session: Session,
  refused: readonly T[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<T[]> {
  const grants = refused.filter(({ action, terms }) => action === 'grant' && terms?.passcodeType === 'PERMANENT');
  const doubled = await doubledDailies(tx, refused);
  const wanted = await wantedUntil(tx, grants, { operationId, at });
  const holderIds = grants.flatMap(({ holderId }) => holderId ?? []);
  const doorIds = grants.flatMap(({ doors }) => doors.map(({ doorId }) => doorId));
  const heldNow = await heldDoors(tx, session, holderIds, at, doorIds);
  const held = new Set(heldNow.map((door) => keyOf(door.personId, door.doorId)));
  // Another start: the door is held until it is taken away, just before.
  for (const { action, personId, doors } of refused)
    if (action === 'revoke') for (const { doorId } of doors) held.delete(keyOf(personId, doorId));
  const endOf = ({ id, terms }: T, doorId: string): Instant | null | 'over' => {
    const until = wanted.get(keyOf(id, doorId));
    const end = terms?.end ?? null;
    return until && until !== 'over' && end ? earlierOf(until, end) : (until ?? end);
  };
  const isNeedless = (item: T) => item.doors.every(({ doorId }) => endOf(item, doorId) === 'over');
  const idle = new Set(grants.filter(isNeedless).map(({ id }) => id));
  const isGrant = new Set(grants);
  const left = refused.flatMap((item): T[][] => {
    if (item.action !== 'grant' && item.afterItemId !== null && idle.has(item.afterItemId)) return [];
    if (!isGrant.has(item)) {
      const doors = item.doors.filter(({ doorId }) => !doubled.has(keyOf(item.id, doorId)));
      return doors.length > 0 ? [[{ ...item, doors }]] : [];
    }
    const doors = item.doors.filter(({ doorId }) => !held.has(keyOf(item.holderId, doorId)));
    const byEnd = Map.groupBy(doors, ({ doorId }) => endOf(item, doorId));
    return [[...byEnd].flatMap(([end, of]) => (end === 'over' ? [] : [endingAt(item, end, of)]))];
  });
  // What waits for a call finds it at its first part; the others tell nobody once more.
  return [...left.flatMap(([first]) => first ?? []), ...left.flatMap(([, ...others]) => others.map(untold))];
}

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
 * `call|door` of grants with a reason: until when the door is wanted by now, null = without an end, for as long as one
 * of those stands that were noted with the operation or what it sends again; where it gave for reasons noted before it,
 * any. Whoever was given a door without one is still meant to get it. Joined here: in SQL, everybody who was refused one
 * door meets every reason for it.
 */
async function wantedUntil(
  tx: Tx,
  grants: readonly Refused[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<Map<string, Instant | null | 'over'>> {
  const doorIds = [...new Set(grants.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)))];
  const found = await tx.execute<Reason>(sql`
    select r.person_id as "personId", r.person_key as "personKey", r.door_id as "doorId",
      r.ends_at as "end", ${isWanting(sql`r`, at)} as "isWanting", r.operation_id = any(${retryChain(operationId)}) as "isOwn"
    from access_reason r
    where not r.is_daily and r.door_id = any(${sql.param(doorIds)}::uuid[])
      and (r.person_id = any(${sql.param(grants.flatMap(({ holderId }) => holderId ?? []))}::uuid[])
        or r.person_key = any(${sql.param(grants.map(({ personKey }) => personKey))}::text[]))`);
  const ofPerson = Map.groupBy(found.rows, ({ personId, doorId }) => keyOf(personId, doorId));
  const ofKey = Map.groupBy(found.rows, ({ personKey, doorId }) => keyOf(personKey, doorId));
  const until = ({ holderId, personKey }: Refused, doorId: string): Instant | null | 'over' | undefined => {
    const known = holderId === null ? [] : (ofPerson.get(keyOf(holderId, doorId)) ?? []);
    const reasons = [...known, ...(ofKey.get(keyOf(personKey, doorId)) ?? [])];
    if (reasons.length === 0) return undefined;
    const own = reasons.filter(({ isOwn }) => isOwn);
    if (!(own.length > 0 ? own : reasons).some((reason) => reason.isWanting)) return 'over';
    const ends = reasons.flatMap(({ isWanting, end }) => (isWanting ? [end] : []));
    if (ends.some((end) => end === null)) return null;
    const last = ends.flatMap((end) => end ?? []).reduce(laterOf, at);
    return last > at ? last : 'over';
  };
  return new Map(
    grants.flatMap((grant) =>
      grant.doors.flatMap(({ doorId }): [string, Instant | null | 'over'][] => {
        const end = until(grant, doorId);
        return end === undefined ? [] : [[keyOf(grant.id, doorId), end]];
      }),
    ),
  );
}
