import { sql } from 'drizzle-orm';
import type { ClearCheck } from '#lib/schemas/clear-check';
import { dayOf, type LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName, recipientName } from '#server/db/names';
import { db } from '#server/db/pool';
import { lockKnewUntil } from '#server/mirror/awaiting-sync';
import { hostOf } from '../guests/host-of.ts';
import { coverageNow } from '../sync/coverage.ts';
import { joinTenant } from '../tenancies/join-tenant.ts';
import { type FoundUnit, findUnit } from './find-unit.ts';

/**
 * Whether keys of a unit may change hands: who can still open one of its doors, which codes still work, which locks may
 * not know yet, whose lease stands. From the mirror. Throws Refusal `forbidden_or_missing`.
 */
export async function checkClear(session: Session, unitId: string): Promise<ClearCheck> {
  await requirePermission(session, 'unit.read');
  const unit = await findUnit(db(), session, unitId);
  const at = await now();
  const [open, codes, unsynced, asked, leases, doors, { asOf, coverage }] = await Promise.all([
    openDoors(unit, at),
    codesThatWork(unitId, at),
    unsyncedEnds(unitId, at),
    accessUnderWay(unitId),
    standingLeases(session, unitId, at),
    countDoors(unitId),
    coverageNow(db()),
  ]);
  const zone = unit.timeZone ?? 'UTC';
  const today = dayOf(at, zone);
  const incoming = leases.filter((lease) => isIncoming(lease, leases, { today, zone }));
  return {
    unitName: unit.name,
    timeZone: unit.timeZone,
    ...doors,
    open,
    codes,
    unsynced,
    asked,
    leases: leases.filter((lease) => !incoming.includes(lease)).map(({ name, leaseEnd }) => ({ name, leaseEnd })),
    incoming: incoming.map(({ name, leaseStart, inSince }) => {
      return { name, leaseStart: leaseStart ?? today, isIn: inSince !== null };
    }),
    asOf,
    sweep: coverage.sweep,
  };
}

/** Permanent access without a lease of the unit, now or later, or before that lease begins. */
async function openDoors({ id: unitId, timeZone }: FoundUnit, at: Instant): Promise<ClearCheck['open']> {
  const found = await db().execute<ClearCheck['open'][number]>(sql`
    select distinct a.person_id as "personId", ${personName(sql`p`)} as name, a.door_id as "doorId",
      d.name as "doorName", a.ends_at as "end", ${personName(sql`host`)} as "hostName",
      case when a.granter_kind = 'user' or a.role = 'guest' or g.host_id is not null then 'guest'
        when exists (select 1 from tenancy t
          where t.unit_id = ${unitId} and t.person_id = a.person_id and t.ended_at is not null) then 'former'
        when a.role = 'resident' then 'other' else 'vendor' end as who
    from unit_door ud join access a on a.door_id = ud.door_id join person p on p.id = a.person_id
    join door d on d.id = a.door_id left join lateral (${hostOf(at)}) g on true
    left join person host on host.id = case when a.granter_kind = 'user' then a.granter_id else g.host_id end
    where ud.unit_id = ${unitId} and a.passcode_type = 'PERMANENT' and a.gone_at is null
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and not exists (select 1 from tenancy t
        where t.unit_id = ${unitId} and t.person_id = a.person_id and t.ended_at is null and (t.lease_start is null
          or t.lease_start <= (greatest(a.starts_at, ${at}::timestamptz) at time zone ${timeZone ?? 'UTC'})::date))
    order by name, "doorName"`);
  return found.rows;
}

/** Codes of a day that is not over: no lock hears that one is listed no more (contract: they cannot be revoked). */
async function codesThatWork(unitId: string, at: Instant): Promise<ClearCheck['codes']> {
  const found = await db().execute<ClearCheck['codes'][number]>(sql`
    select ${personName(sql`p`)} as name, d.name as "doorName", a.ends_at as "end",
      ${personName(sql`host`)} as "hostName"
    from unit_door ud join access a on a.door_id = ud.door_id join person p on p.id = a.person_id
    join door d on d.id = a.door_id left join guest_access g on g.access_id = a.id
    left join person host on host.id = g.host_id
    where ud.unit_id = ${unitId} and a.passcode_type <> 'PERMANENT'
      and coalesce(a.ends_at > ${at}::timestamptz, a.gone_at is null)
    order by name, "doorName"`);
  return found.rows;
}

/** Taken away, or over by an end that was moved earlier, and the lock may not know. */
async function unsyncedEnds(unitId: string, at: Instant): Promise<ClearCheck['unsynced']> {
  const found = await db().execute<ClearCheck['unsynced'][number]>(sql`
    select ${personName(sql`p`)} as name, d.id as "doorId", d.name as "doorName"
    from unit_door ud join access a on a.door_id = ud.door_id join person p on p.id = a.person_id
    join door d on d.id = a.door_id
    where ud.unit_id = ${unitId} and a.awaits_sync_since is not null
      and (a.gone_at is not null or (a.ends_at <= ${at}::timestamptz and ${lockKnewUntil} > ${at}::timestamptz))
    order by name, "doorName"`);
  return found.rows;
}

/** What is being given to somebody without a lease of the unit; `needs_person`: nobody knows whether they got it. */
async function accessUnderWay(unitId: string): Promise<ClearCheck['asked']> {
  const found = await db().execute<ClearCheck['asked'][number]>(sql`
    select distinct ${recipientName(sql`i.recipient`)} as name, d.name as "doorName",
      od.operation_id as "operationId"
    from unit_door ud join operation_item_door od on od.door_id = ud.door_id
    join operation_item i on i.id = od.item_id join door d on d.id = ud.door_id
    where ud.unit_id = ${unitId} and i.action = 'grant' and od.state in ('queued', 'sending', 'unknown', 'needs_person')
      and not exists (select 1 from tenancy t
        -- A call's key is an address, also of somebody known; a lease's then is their id.
        where t.unit_id = ${unitId} and t.ended_at is null and (t.person_id = i.person_id or t.person_key = i.person_key))
    order by name, "doorName"`);
  return found.rows;
}

async function countDoors(unitId: string): Promise<Pick<ClearCheck, 'doorCount' | 'goneDoorCount'>> {
  const found = await db().execute<Pick<ClearCheck, 'doorCount' | 'goneDoorCount'>>(sql`
    select count(*) filter (where d.gone_at is null) as "doorCount",
      count(*) filter (where d.gone_at is not null) as "goneDoorCount"
    from unit_door ud join door d on d.id = ud.door_id where ud.unit_id = ${unitId}`);
  return found.rows[0] ?? { doorCount: 0, goneDoorCount: 0 };
}

type StandingLease = ClearCheck['leases'][number] & {
  leaseStart: LocalDate | null;
  /** Since when they can open a door that is of this unit alone; null = they cannot. */
  inSince: Instant | null;
};

type Day = { today: LocalDate; zone: string };

/**
 * Keys are for those whose lease begins today or later. If it begins today, they live there already if they could open
 * a door before, or if they can now and somebody else is to come on a later day of that lease. Who comes on the same day
 * is taken for the same household.
 */
function isIncoming(
  { leaseStart, leaseEnd, inSince }: StandingLease,
  all: StandingLease[],
  { today, zone }: Day,
): boolean {
  if (leaseStart === null || leaseStart < today) return false;
  if (leaseStart > today || inSince === null) return true;
  const comesBeside = (other: StandingLease) =>
    other.leaseStart !== null && other.leaseStart > today && (leaseEnd === null || other.leaseStart < leaseEnd);
  return dayOf(inSince, zone) === today && !all.some(comesBeside);
}

async function standingLeases(session: Session, unitId: string, at: Instant): Promise<StandingLease[]> {
  const found = await db().execute<StandingLease>(sql`
    select coalesce(${personName(sql`p`)}, t.person_name) as name, t.lease_start as "leaseStart",
      t.lease_end as "leaseEnd", (
        select min(a.starts_at) from unit_door ud join access a on a.door_id = ud.door_id
        where ud.unit_id = t.unit_id and a.person_id = t.person_id and a.passcode_type = 'PERMANENT'
          and a.gone_at is null and a.starts_at <= ${at}::timestamptz
          and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
          and not exists (select 1 from unit_door shared join unit other on other.id = shared.unit_id
            where shared.door_id = ud.door_id and other.id <> t.unit_id and other.archived_at is null)) as "inSince"
    from tenancy t ${joinTenant(session)}
    where t.unit_id = ${unitId} and t.ended_at is null order by name`);
  return found.rows;
}
