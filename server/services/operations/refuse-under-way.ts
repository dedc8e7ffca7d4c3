import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Instant } from '#lib/time/instant';
import { inScope, type Scoped } from '#server/auth/scope';
import type { Tx } from '#server/db/pool';

/**
 * Throws Refusal `stale` while something is to be sent or confirmed for one of these people on one of these doors.
 * `session`: on those of them in scope, for ids as they were sent, of which nobody knows yet whose they are.
 */
export async function refuseUnderWay(
  tx: Tx,
  personIds: readonly string[],
  doorIds: readonly string[],
  session?: Scoped,
): Promise<void> {
  const isMine = session ? inScope(session, sql`door.building_id`) : sql`true`;
  const open = await tx.execute(sql`
    select 1 from operation_item i join operation_item_door d on d.item_id = i.id left join door on door.id = d.door_id
    where i.person_id = any(${sql.param([...personIds])}::uuid[]) and d.door_id = any(${sql.param([...doorIds])}::uuid[])
      and d.state in ('queued', 'sending', 'unknown') and ${isMine} limit 1`);
  if (open.rows.length > 0) throw new Refusal('stale', { params: { reason: 'operation_under_way' } });
}

/**
 * Throws Refusal `stale` where a person is yet to say whether somebody's end of one of these doors comes, or came,
 * before `end`: their word reaches only the guests whom they had when it was asked for.
 */
export async function refuseUndecided(
  tx: Tx,
  personId: string,
  doorIds: readonly string[],
  end: Instant,
): Promise<void> {
  const open = await tx.execute(sql`
    select 1 from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = ${personId} and d.door_id = any(${sql.param([...doorIds])}::uuid[]) and i.action = 'change'
      and d.state = 'needs_person' and (i.terms->>'end')::timestamptz < ${end}::timestamptz limit 1`);
  if (open.rows.length > 0) throw new Refusal('stale', { params: { reason: 'host_end_undecided' } });
}

/**
 * Throws Refusal `stale` while something is to be sent or confirmed that may move until when a host holds one of these
 * doors: a code of theirs for a day does not.
 */
export async function refuseHostUnderWay(tx: Tx, hostId: string, doorIds: readonly string[]): Promise<void> {
  const open = await tx.execute(sql`
    select 1 from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = ${hostId} and d.door_id = any(${sql.param([...doorIds])}::uuid[])
      and d.state in ('queued', 'sending', 'unknown')
      and (i.action <> 'grant' or i.terms->>'passcodeType' = 'PERMANENT') limit 1`);
  if (open.rows.length > 0) throw new Refusal('stale', { params: { reason: 'host_under_way' } });
}

/**
 * For leases of somebody whom OpenKit has not named yet: throws Refusal `stale` while they are being given their
 * access, and lets them pass once that has failed.
 */
export async function refuseBeingGiven(tx: Tx, personKeys: readonly string[]): Promise<void> {
  const open = await tx.execute(sql`
    select 1 from operation_item
    where person_key = any(${sql.param([...personKeys])}::text[]) and state <> 'settled' limit 1`);
  if (open.rows.length > 0) throw new Refusal('stale', { params: { reason: 'operation_under_way' } });
}
