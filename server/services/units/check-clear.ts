import { sql } from 'drizzle-orm';
import type { ClearCheck } from '#lib/schemas/clear-check';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { findUnit } from './find-unit.ts';

/**
 * Whether keys of a unit may change hands: who can still open one of its doors, which codes still work, which locks may
 * not know yet, whose lease stands. From the mirror. Throws Refusal `forbidden_or_missing`.
 */
export async function checkClear(session: Session, unitId: string): Promise<ClearCheck> {
  await requirePermission(session, 'unit.read');
  const unit = await findUnit(db(), session, unitId);
  const at = await now();
  const [open, codes, unsynced, leases, doors, { asOf }] = await Promise.all([
    openDoors(unitId, at),
    codesThatWork(unitId, at),
    unsyncedRevocations(unitId),
    standingLeases(unitId),
    db().execute<{ count: number }>(sql`select count(*) as count from unit_door where unit_id = ${unitId}`),
    coverageNow(db()),
  ]);
  return {
    unitName: unit.name,
    timeZone: unit.timeZone,
    doorCount: doors.rows[0]?.count ?? 0,
    open,
    codes,
    unsynced,
    leases,
    asOf,
  };
}

/** Permanent access without a lease of the unit, now or later. */
async function openDoors(unitId: string, at: Instant): Promise<ClearCheck['open']> {
  const found = await db().execute<ClearCheck['open'][number]>(sql`
    select distinct a.person_id as "personId", p.first_name || ' ' || p.last_name as name, a.door_id as "doorId",
      d.name as "doorName", a.ends_at as "end", host.first_name || ' ' || host.last_name as "hostName",
      case when a.granter_kind = 'user' or a.role = 'guest' or g.host_id is not null then 'guest'
        when exists (select 1 from tenancy t where t.unit_id = ${unitId} and t.person_id = a.person_id) then 'former'
        when a.role = 'resident' then 'other' else 'vendor' end as who
    from unit_door ud join access a on a.door_id = ud.door_id join person p on p.id = a.person_id
    join door d on d.id = a.door_id left join guest_access g on g.access_id = a.id
    left join person host on host.id = case when a.granter_kind = 'user' then a.granter_id else g.host_id end
    where ud.unit_id = ${unitId} and a.passcode_type = 'PERMANENT' and a.gone_at is null
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and not exists (select 1 from tenancy t
        where t.unit_id = ${unitId} and t.person_id = a.person_id and t.ended_at is null)
    order by name, "doorName"`);
  return found.rows;
}

async function codesThatWork(unitId: string, at: Instant): Promise<ClearCheck['codes']> {
  const found = await db().execute<ClearCheck['codes'][number]>(sql`
    select p.first_name || ' ' || p.last_name as name, d.name as "doorName", a.ends_at as "end",
      host.first_name || ' ' || host.last_name as "hostName"
    from unit_door ud join access a on a.door_id = ud.door_id join person p on p.id = a.person_id
    join door d on d.id = a.door_id left join guest_access g on g.access_id = a.id
    left join person host on host.id = g.host_id
    where ud.unit_id = ${unitId} and a.passcode_type <> 'PERMANENT' and a.gone_at is null
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
    order by name, "doorName"`);
  return found.rows;
}

async function unsyncedRevocations(unitId: string): Promise<ClearCheck['unsynced']> {
  const found = await db().execute<ClearCheck['unsynced'][number]>(sql`
    select p.first_name || ' ' || p.last_name as name, d.id as "doorId", d.name as "doorName"
    from unit_door ud join access a on a.door_id = ud.door_id join person p on p.id = a.person_id
    join door d on d.id = a.door_id
    where ud.unit_id = ${unitId} and a.gone_at is not null and a.awaits_sync_since is not null
    order by name, "doorName"`);
  return found.rows;
}

async function standingLeases(unitId: string): Promise<ClearCheck['leases']> {
  const found = await db().execute<ClearCheck['leases'][number]>(sql`
    select coalesce(p.first_name || ' ' || p.last_name, t.person_name) as name, t.lease_end as "leaseEnd"
    from tenancy t left join person p on p.id = t.person_id
    where t.unit_id = ${unitId} and t.ended_at is null order by name`);
  return found.rows;
}
