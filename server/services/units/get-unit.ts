import { sql } from 'drizzle-orm';
import type { Tenant, UnitView } from '#lib/schemas/unit';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { readRules } from './building-rules.ts';
import { findUnit } from './find-unit.ts';

/** A unit with its doors, its household and what a lease of it may bring. Throws Refusal `forbidden_or_missing`. */
export async function getUnit(session: Session, unitId: string): Promise<UnitView> {
  await requirePermission(session, 'unit.read');
  const unit = await findUnit(db(), session, unitId);
  const [doors, tenants, formerTenants, rules, bundles] = await Promise.all([
    doorsOf(unitId),
    tenantsOf(unitId),
    formerTenantsOf(unitId),
    db().transaction((tx) => readRules(tx, unit.buildingId)),
    bundlesOf(unit.buildingId),
  ]);
  return { ...unit, doors, tenants, formerTenants, rules, bundles };
}

async function doorsOf(unitId: string): Promise<UnitView['doors']> {
  const found = await db().execute<UnitView['doors'][number]>(sql`
    select d.id, d.name, d.is_connected as "isConnected", d.is_activated as "isActivated", d.kind,
      d.gone_at is not null as "isGone"
    from unit_door ud join door d on d.id = ud.door_id where ud.unit_id = ${unitId} order by d.sort_name, d.id`);
  return found.rows;
}

/** Who lives there, with how many of the doors their lease wants they hold by the mirror. */
async function tenantsOf(unitId: string): Promise<Tenant[]> {
  const found = await db().execute<Tenant>(sql`
    select t.id as "tenancyId", t.person_id as "personId",
      coalesce(p.first_name || ' ' || p.last_name, t.person_name) as name, t.lease_start as "leaseStart",
      t.lease_end as "leaseEnd", wanted.doors as "wantedDoors", wanted.held as "heldDoors",
      (select o.id from operation o where o.state = 'active' and o.id in (
        select i.operation_id from operation_item i where i.person_id = t.person_id and i.state <> 'settled'
        union all select t.operation_id) limit 1) as "operationId"
    from tenancy t left join person p on p.id = t.person_id
    cross join lateral (
      select count(distinct r.door_id) as doors, count(distinct a.door_id) as held
      from access_reason r left join access a on a.person_id = t.person_id and a.door_id = r.door_id
        and a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind <> 'user'
        and (a.ends_at is null or a.ends_at > ${await now()}::timestamptz)
      where r.tenancy_id = t.id and r.ended_at is null
    ) wanted
    where t.unit_id = ${unitId} and t.ended_at is null order by name, t.id`);
  return found.rows;
}

const formerShown = 10;

async function formerTenantsOf(unitId: string): Promise<UnitView['formerTenants']> {
  const found = await db().execute<UnitView['formerTenants'][number]>(sql`
    select t.id as "tenancyId", t.person_id as "personId",
      coalesce(p.first_name || ' ' || p.last_name, t.person_name) as name, t.ended_at as "endedAt",
      t.ended_operation_id as "operationId"
    from tenancy t left join person p on p.id = t.person_id
    where t.unit_id = ${unitId} and t.ended_at is not null order by t.ended_at desc limit ${formerShown}`);
  return found.rows;
}

async function bundlesOf(buildingId: string): Promise<UnitView['bundles']> {
  const found = await db().execute<UnitView['bundles'][number]>(sql`
    select b.id, b.name, b.kind, (select count(*) from bundle_door where bundle_id = b.id) as doors
    from bundle b where b.building_id = ${buildingId} and b.archived_at is null order by b.kind, b.sort_name`);
  return found.rows;
}
