import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { AccessValues } from './access-row.ts';

/**
 * Notes that the locks of these accesses have something to learn, unless OpenKit shows them connected. Daily codes are
 * left out: they work without the lock being told. `at` is domain time; what waits already keeps its earlier time.
 */
export async function noteAwaitingSync(tx: Tx, accessIds: string[], at: Instant): Promise<void> {
  if (accessIds.length === 0) return;
  await tx.execute(sql`
    update access a set awaits_sync_since = ${at}::timestamptz
    where a.id = any(${sql.param(accessIds)}::uuid[]) and a.passcode_type = 'PERMANENT' and a.awaits_sync_since is null
      and not exists (select 1 from door d where d.id = a.door_id and d.is_connected)`);
}

/**
 * The same of doors that were read as connected and are not any more: since when, nobody knows. What was given, taken
 * away or moved there since the last complete sweep before this one (`generation`) began may not have reached the lock.
 */
export async function noteSinceConnected(tx: Tx, doorIds: string[], generation: number): Promise<void> {
  if (doorIds.length === 0) return;
  await tx.execute(sql`
    update access a set awaits_sync_since = untold.at
    from (
      select e.access_id, min(e.at) as at from access_event e
      where e.door_id = any(${sql.param(doorIds)}::uuid[]) and e.at >= (
          select max(started_at) from sweep where state = 'complete' and generation < ${generation})
        and (e.name in ('access.appeared', 'access.vanished') or (e.name = 'access.changed'
          and (e.before->>'start', e.before->>'end') is distinct from (e.after->>'start', e.after->>'end')))
      group by e.access_id
    ) untold
    where a.id = untold.access_id and a.passcode_type = 'PERMANENT' and a.awaits_sync_since is null
      and (a.gone_at is null or a.ends_at is null or a.ends_at > a.gone_at)`);
}

/**
 * The locks of these doors have learnt by `at` what there was to learn at `knownAt` (both domain time), because they
 * were read as connected or somebody says so. How long they had not is kept. An access that waited by then and has been
 * given, taken away or made to end otherwise since goes on waiting.
 */
export async function clearAwaitingSync(
  tx: Tx,
  doorIds: string[],
  { at, knownAt, endedBy }: { at: Instant; knownAt: Instant; endedBy: 'reading' | 'claim' },
): Promise<void> {
  await tx.execute(sql`
    with told as (
      select id, person_id, door_id, awaits_sync_since as since, ${stillOpensFrom} as taken_at,
        least(${at}::timestamptz, ${lockKnewUntil}) as until
      from access a where awaits_sync_since <= ${knownAt}::timestamptz
        and not exists (select 1 from access_event e
          where e.person_id = a.person_id and e.access_id = a.id and e.at > ${knownAt}::timestamptz
            and (e.name in ('access.appeared', 'access.vanished')
              or (e.name = 'access.changed' and e.before->>'end' is distinct from e.after->>'end')))
        and door_id = any(${sql.param(doorIds)}::uuid[]) for update
    ), cleared as (update access set awaits_sync_since = null where id in (select id from told))
    insert into sync_wait (access_id, person_id, door_id, since, taken_at, until, ended_by)
    select id, person_id, door_id, since, taken_at, until, ${endedBy} from told where since < until`);
}

/**
 * Keeps how long locks could open for accesses that were taken away and are now given again, at `at` (domain time),
 * before the lock heard of either: the access itself is about to forget that it was gone. Call before it is written.
 */
export async function keepTakenWaits(tx: Tx, givenAgain: AccessValues[], at: Instant): Promise<void> {
  if (givenAgain.length === 0) return;
  await tx.execute(sql`
    insert into sync_wait (access_id, person_id, door_id, since, taken_at, until, ended_by)
    select * from (
      select a.id, a.person_id, a.door_id, a.awaits_sync_since, ${stillOpensFrom} as taken_at,
        least(${at}::timestamptz, ${lockKnewUntil}) as until, 'given_again'
      from access a join jsonb_to_recordset(${JSON.stringify(givenAgain)}::jsonb) as r(
          "personId" uuid, "doorId" uuid, "passcodeType" text, "granterKind" text, "granterId" uuid, "startKey" text)
        on a.person_id = r."personId" and a.door_id = r."doorId" and a.passcode_type = r."passcodeType"
        and a.granter_kind = r."granterKind" and a.granter_id is not distinct from r."granterId"
        and a.start_key = r."startKey"
      where a.gone_at is not null and a.awaits_sync_since is not null) wait
    where taken_at < until`);
}

/**
 * From when the lock of `access a` may still open for it, where it was taken away: then, or once it would have begun.
 */
export const stillOpensFrom: SQL = sql`case when a.gone_at is not null then greatest(a.gone_at, a.starts_at) end`;

/**
 * Until when the lock of `access a` may open for it while it waits: an end that was moved earlier it has not heard of.
 */
export const lockKnewUntil: SQL = sql`greatest(a.open_until, (
  select case when e.held_from is not null then coalesce(e.held_until, 'infinity') end from access_event e
  where e.person_id = a.person_id and e.access_id = a.id and e.at < a.awaits_sync_since
  order by e.at desc, e.id desc limit 1))`;

/**
 * The `awaits_sync_since` of `access a` once it is taken away at `at`: its lock has something to learn, unless
 * the access was over by its own end, which the lock knows by itself.
 */
export const awaitsSyncOnceEnded = (at: SQL): SQL => sql`
  case when a.awaits_sync_since is null and a.passcode_type = 'PERMANENT' and (a.ends_at is null or a.ends_at > ${at})
    and not exists (select 1 from door d where d.id = a.door_id and d.is_connected)
  then ${at} else a.awaits_sync_since end`;
