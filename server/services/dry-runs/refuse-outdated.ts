import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import { isMissing } from '../doors/missing-holders.ts';
import { endsEarlier } from '../tenancies/cap-guests.ts';

/** A call of a dry run; a revocation tells in `expected` how the access stood as well. */
export type PlannedCall = NewItem & { isNoted: boolean };

type Place = { personId: string; doorId: string; end: Instant | null };

/**
 * Throws Refusal `stale` when a dry run no longer fits what it was made from, because somebody asked for something on
 * one of its doors since, for the same person, or what a call was meant for is not so any more. It is refused whole:
 * nobody looked at the rest alone. Lock its people first.
 */
export async function refuseOutdated(
  tx: Tx,
  dryRunId: string,
  calls: readonly PlannedCall[],
  at: Instant,
): Promise<void> {
  const granted = calls.filter(({ action }) => action === 'grant');
  const revoked = calls.filter(({ action }) => action === 'revoke');
  // Without a reason of its own it was meant for those who lacked what is noted for them already.
  const missing = granted.filter(({ isNoted }) => !isNoted);
  const isOutdated =
    (await isAskedSince(tx, dryRunId, placesOf(calls))) ||
    (await isPhoneLostSince(tx, dryRunId, placesOf(granted))) ||
    (await isHeldByNow(tx, placesOf(granted), at)) ||
    (await isWantedNoMore(tx, placesOf(missing), at)) ||
    (await isKeptSince(tx, dryRunId, placesOf(revoked), at)) ||
    (await isLetInSince(tx, dryRunId, placesOf(calls.filter(endsEarlier))));
  if (isOutdated) throw new Refusal('stale', { params: { reason: 'dry_run_old' } });
}

const placesOf = (calls: readonly PlannedCall[]): Place[] =>
  calls.flatMap(({ personId, doors, expected }) =>
    personId ? doors.map(({ doorId }) => ({ personId, doorId, end: expected?.end ?? null })) : [],
  );

const madeAt = (dryRunId: string) => sql`(select created_at from dry_run where id = ${dryRunId})`;

/** Read from the few operations of the last hour, and not from all that was ever done for thousands of people. */
async function isAskedSince(tx: Tx, dryRunId: string, places: readonly Place[]): Promise<boolean> {
  const asked = await tx.execute<{ key: string }>(sql`
    select i.person_id || '|' || od.door_id as key
    from operation_item_door od join operation_item i on i.id = od.item_id
    where od.operation_id = any(array(select id from operation where created_at > ${madeAt(dryRunId)}))
      and i.person_id is not null`);
  const keys = new Set(asked.rows.map(({ key }) => key));
  return places.some(({ personId, doorId }) => keys.has(`${personId}|${doorId}`));
}

/** Whoever found it would be let in. Where nothing was held, nothing was asked for: the log alone tells. */
async function isPhoneLostSince(tx: Tx, dryRunId: string, places: readonly Place[]): Promise<boolean> {
  const lost = await tx.execute<{ id: string }>(sql`
    select object_id as id from audit_entry where event = 'person.phone_lost' and at > ${madeAt(dryRunId)}`);
  const ids = new Set(lost.rows.map(({ id }) => id));
  return places.some(({ personId }) => ids.has(personId));
}

/** As rows `call`. */
const table = (places: readonly Place[]) => sql`unnest(
  ${sql.param(places.map(({ personId }) => personId))}::uuid[], ${sql.param(places.map(({ doorId }) => doorId))}::uuid[],
  ${sql.param(places.map(({ end }) => end))}::timestamptz[]) as call(person_id, door_id, ends_at)`;

const heldThere = (at: Instant) => sql`a.person_id = call.person_id and a.door_id = call.door_id
  and a.passcode_type = 'PERMANENT' and a.gone_at is null and (a.ends_at is null or a.ends_at > ${at}::timestamptz)`;

/** A second grant there is undocumented. */
async function isHeldByNow(tx: Tx, places: readonly Place[], at: Instant): Promise<boolean> {
  if (places.length === 0) return false;
  const held = await tx.execute(sql`select 1 from ${table(places)} join access a on ${heldThere(at)} limit 1`);
  return held.rows.length > 0;
}

/** They moved out, say: nothing was asked for where they held nothing. */
async function isWantedNoMore(tx: Tx, places: readonly Place[], at: Instant): Promise<boolean> {
  if (places.length === 0) return false;
  const over = await tx.execute(sql`
    select 1 from ${table(places)} where not exists (
      select 1 from access_reason r where r.person_id = call.person_id and r.door_id = call.door_id and ${isMissing(at)})
    limit 1`);
  return over.rows.length > 0;
}

/**
 * It ends otherwise than was shown, as where Mission Control extended it, or a lease wants it that asked for nothing,
 * because the door was held for long enough. Reasons do not say when they were noted; the transaction that wrote them
 * does.
 */
async function isKeptSince(tx: Tx, dryRunId: string, places: readonly Place[], at: Instant): Promise<boolean> {
  if (places.length === 0) return false;
  const kept = await tx.execute(sql`
    select 1 from ${table(places)} where (
      select bool_or(a.ends_at is not distinct from call.ends_at) from access a
      where ${heldThere(at)} and a.granter_kind <> 'user') = false
    or exists (
      select 1 from access_reason r
      where r.person_id = call.person_id and r.door_id = call.door_id and r.ended_at is null
        and age(r.xmin) < (select age(xmin) from dry_run where id = ${dryRunId}))
    limit 1`);
  return kept.rows.length > 0;
}

/** Somebody has a guest there since, who is not to stay after them. */
async function isLetInSince(tx: Tx, dryRunId: string, places: readonly Place[]): Promise<boolean> {
  if (places.length === 0) return false;
  const guests = await tx.execute(sql`
    select 1 from ${table(places)} join access_reason r on r.host_id = call.person_id and r.door_id = call.door_id
    where r.ended_at is null and not r.is_daily
      and age(r.xmin) < (select age(xmin) from dry_run where id = ${dryRunId})
    limit 1`);
  return guests.rows.length > 0;
}
