import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
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
 * What of refused calls is still asked for. A permanent door that they hold by now is not given twice, and one that
 * nothing they were to hold it for wants any more is not given at all; neither goes on what waited for that. Nor is a
 * daily code issued where there is another for that day, or may be.
 */
export async function stillWanted<T extends Refused>(
  tx: Tx,
  session: Session,
  refused: readonly T[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<T[]> {
  const grants = refused.filter(({ action, terms }) => action === 'grant' && terms?.passcodeType === 'PERMANENT');
  const doubled = await doubledDailies(tx, refused);
  const needless = await needlessDoors(tx, grants, { operationId, at });
  const holderIds = grants.flatMap(({ holderId }) => holderId ?? []);
  const doorIds = grants.flatMap(({ doors }) => doors.map(({ doorId }) => doorId));
  const heldNow = await heldDoors(tx, session, holderIds, at, doorIds);
  const held = new Set(heldNow.map((door) => keyOf(door.personId, door.doorId)));
  // Another start: the door is held until it is taken away, just before.
  for (const { action, personId, doors } of refused)
    if (action === 'revoke') for (const { doorId } of doors) held.delete(keyOf(personId, doorId));
  const isNeedless = ({ id, doors }: T) => doors.every(({ doorId }) => needless.has(keyOf(id, doorId)));
  const idle = new Set(grants.filter(isNeedless).map(({ id }) => id));
  const isGrant = new Set(grants);
  return refused.flatMap((item) => {
    if (item.action !== 'grant' && item.afterItemId !== null && idle.has(item.afterItemId)) return [];
    const isLeft = isGrant.has(item)
      ? (doorId: string) => !needless.has(keyOf(item.id, doorId)) && !held.has(keyOf(item.holderId, doorId))
      : (doorId: string) => !doubled.has(keyOf(item.id, doorId));
    const doors = item.doors.filter(({ doorId }) => isLeft(doorId));
    return doors.length > 0 ? [{ ...item, doors }] : [];
  });
}

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

type Reason = { personId: string | null; personKey: string; doorId: string; isWanting: boolean; isOwn: boolean | null };

/**
 * `call|door` of grants whose every reason is over: those noted with the operation or what it sends again, where it
 * gave for reasons noted before it, any. Whoever was given a door without one is still meant to get it. Joined here: in
 * SQL, everybody who was refused one door meets every reason for it.
 */
async function needlessDoors(
  tx: Tx,
  grants: readonly Refused[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<Set<string>> {
  const doorIds = [...new Set(grants.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)))];
  const found = await tx.execute<Reason>(sql`
    select r.person_id as "personId", r.person_key as "personKey", r.door_id as "doorId",
      ${isWanting(sql`r`, at)} as "isWanting", r.operation_id = any(${retryChain(operationId)}) as "isOwn"
    from access_reason r
    where not r.is_daily and r.door_id = any(${sql.param(doorIds)}::uuid[])
      and (r.person_id = any(${sql.param(grants.flatMap(({ holderId }) => holderId ?? []))}::uuid[])
        or r.person_key = any(${sql.param(grants.map(({ personKey }) => personKey))}::text[]))`);
  const ofPerson = Map.groupBy(found.rows, ({ personId, doorId }) => keyOf(personId, doorId));
  const ofKey = Map.groupBy(found.rows, ({ personKey, doorId }) => keyOf(personKey, doorId));
  const isNeedless = ({ holderId, personKey }: Refused, doorId: string): boolean => {
    const known = holderId === null ? [] : (ofPerson.get(keyOf(holderId, doorId)) ?? []);
    const reasons = [...known, ...(ofKey.get(keyOf(personKey, doorId)) ?? [])];
    const own = reasons.filter(({ isOwn }) => isOwn);
    return reasons.length > 0 && !(own.length > 0 ? own : reasons).some((reason) => reason.isWanting);
  };
  return new Set(
    grants.flatMap((grant) =>
      grant.doors.flatMap(({ doorId }) => (isNeedless(grant, doorId) ? [keyOf(grant.id, doorId)] : [])),
    ),
  );
}
