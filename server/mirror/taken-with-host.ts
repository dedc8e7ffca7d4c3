import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';

/** What took an access away, and when: an operation of ours, or null where the time of the host's own was over. */
export type Taken = { operationId: string | null; at: Instant };

/** What whoever shared `access a` has or had on its door as a resident. OpenKit may leave out a role. */
const ofHost: SQL = sql`
  from access h where a.granter_kind = 'user' and h.person_id = a.granter_id and h.door_id = a.door_id
    and coalesce(h.role, 'resident') = 'resident'`;

/**
 * Query for `operation_id` and `at` of how the resident who shared `access a` lost the door, by what we did or by their
 * own end, one row at most: with their access to a door OpenKit takes those of their guests. Only since the access was
 * last seen, `since` (domain time) or in the ledger; what is sent and not confirmed counts from this reading, `at`.
 */
export const takenWithHost = ({ since, at }: { since: SQL; at: Instant }): SQL => sql`
  select host.operation_id, host.at from (
    select e.operation_id, e.at from access_event e
    where e.person_id = a.granter_id and e.door_id = a.door_id and e.name = 'access.vanished'
      and e.operation_id is not null and e.at >= coalesce(${since}, '-infinity')
    union all
    select d.operation_id, ${at}::timestamptz from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = a.granter_id and i.action = 'revoke' and d.door_id = a.door_id and d.state in ('sending', 'unknown')
    union all
    select null, held.ends_at from (select max(least(h.open_until, h.gone_at)) as ends_at ${ofHost}) held
    where held.ends_at between coalesce(${since}, '-infinity') and ${at}::timestamptz
      and exists (select 1 ${ofHost} and h.ends_at = held.ends_at)
  ) host
  where a.granter_kind = 'user' and (a.ends_at is null or a.ends_at > host.at) and not exists (
    select 1 from access_event own where own.person_id = a.person_id and own.access_id = a.id and own.at > host.at)
  order by host.at limit 1`;

/**
 * When the resident who shared `access a` has or had that door no longer, by all the mirror holds of them; null = no
 * end.
 */
export const hostEndsAt: SQL = sql`
  (select nullif(max(least(h.open_until, h.gone_at)), 'infinity') ${ofHost})`;

/** What `takenWithHost` finds for accesses that a reading of their person alone no longer shows, by their ids. */
export async function findTakenWithHosts(tx: Tx, ids: string[], at: Instant): Promise<Map<string, Taken>> {
  if (ids.length === 0) return new Map();
  const since = sql`(select max(started_at) from sweep where state = 'complete')`;
  const { rows } = await tx.execute<Taken & { id: string }>(sql`
    select a.id, host.operation_id as "operationId", host.at
    from access a cross join lateral (${takenWithHost({ since, at })}) host
    where a.id = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
