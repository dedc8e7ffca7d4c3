import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { awaitsSyncOnceEnded } from './awaiting-sync.ts';
import { firstMiss } from './first-miss.ts';
import { driftOf } from './note-drift.ts';
import { takenWithHost } from './taken-with-host.ts';

/**
 * Marks the accesses that `ids` selects as gone and says so in the ledger, in one statement, since there may be a
 * million. What an operation of ours still has open is its doing, and what it took from hosts their guests lost with
 * them, at that time; what was over by its own end or that of its host expired; else drift. Whoever is gone was missed
 * before: so were their accesses. A code for a day opens until the day is over, listed or not: contract "Daily codes
 * cannot be revoked". One for a single use was used, or may be.
 */
export async function endAccesses(
  tx: Tx,
  ids: SQL,
  { at, generation }: { at: Instant; generation: number },
): Promise<number> {
  const { rows } = await tx.execute<{ ended: number }>(sql`
    with lost as (
      select a.id, missed.first, host.operation_id, host.at is not null as is_with_host,
        coalesce(host.at, ${at}::timestamptz) as at
      from access a left join person p on p.id = a.person_id
      cross join lateral (select ${firstMiss(generation, sql`p.missed_sweeps`)} as first) missed
      left join lateral (${takenWithHost({ since: lastSeen, at })}) host on true
      where a.id in (${ids}) and a.gone_at is null
    ), ended as (
      update access a set gone_at = lost.at, awaits_sync_since = ${awaitsSyncOnceEnded(sql`lost.at`)}
      from lost where a.id = lost.id and a.gone_at is null
      returning a.*, lost.first as first_miss, lost.operation_id as host_operation_id, lost.is_with_host
    ), caused as (
      select ended.*, coalesce((
        select d.operation_id from operation_item i join operation_item_door d on d.item_id = i.id
        where i.person_id = ended.person_id and d.door_id = ended.door_id and d.state in ('sending', 'unknown') limit 1
      ), host_operation_id) as operation_id from ended
    ), opening as (
      insert into sync_wait (access_id, person_id, door_id, since, taken_at, until, ended_by)
      select id, person_id, door_id, gone_at, gone_at, ends_at, 'day_over' from ended
      where passcode_type = 'DAILY' and ends_at > gone_at
    ), events as (
    insert into access_event (at, name, cause, access_id, person_id, door_id, building_id, operation_id, generation, before)
    select gone_at, 'access.vanished',
      case when operation_id is not null then 'operation' when is_with_host or ends_at <= gone_at then 'expiry'
        else 'drift' end,
      id, person_id, door_id, building_id, operation_id, first_miss, ${accessFacts}
    from caused returning *
    ), drifted as (${driftOf(sql`events`)})
    select count(*) as ended from events`);
  return rows[0]?.ended ?? 0;
}

/** When the last sweep began that did not miss the access, by the first one that did. */
const lastSeen: SQL = sql`
  (select max(seen.started_at) from sweep seen where seen.state = 'complete' and seen.generation < missed.first)`;

/** What `access-events.ts` keeps of an access, of a row with its columns. */
const accessFacts: SQL = sql`jsonb_build_object(
  'passcodeType', passcode_type, 'start', ${isoText(sql`starts_at`)}, 'end', ${isoText(sql`ends_at`)},
  'shareable', shareable, 'role', role, 'granterKind', granter_kind, 'doorcodeStatus', doorcode_status)`;

/** An instant as everything of ours spells it. */
function isoText(instant: SQL): SQL {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
