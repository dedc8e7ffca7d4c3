import { sql } from 'drizzle-orm';
import type { LeasedDoorView, Tenant, UnitView } from '#lib/schemas/unit';
import { requirePermission } from '#server/auth/policy';
import { doorInScope, inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { accessesOfGuests } from '../guests/host-of.ts';
import { joinTenant } from '../tenancies/join-tenant.ts';
import { readRules } from './building-rules.ts';
import { type FoundUnit, findUnit } from './find-unit.ts';
import { versionOf } from './refuse-unseen.ts';
import { wantedDoors } from './wanted-doors.ts';

/** A unit with its doors, its household and what a lease of it may bring. Throws Refusal `forbidden_or_missing`. */
export async function getUnit(session: Session, unitId: string): Promise<UnitView> {
  await requirePermission(session, 'unit.read');
  const unit = await findUnit(db(), session, unitId);
  const [doors, tenants, formerTenants, guests, rules, bundles] = await Promise.all([
    doorsOf(unitId),
    tenantsOf(session, unitId),
    formerTenantsOf(session, unitId),
    guestsOf(session, unit),
    db().transaction((tx) => readRules(tx, unit.buildingId)),
    bundlesOf(unit.buildingId),
  ]);
  const version = versionOf({ name: unit.name, doors: doors.map(({ id: doorId }) => ({ doorId })) });
  return { ...unit, doors, tenants, formerTenants, guests, rules, bundles, version };
}

async function doorsOf(unitId: string): Promise<UnitView['doors']> {
  const found = await db().execute<LeasedDoorView>(sql`
    select ${doorColumns}, true as "isShareable", null as "endsOn"
    from unit_door ud join door d on d.id = ud.door_id where ud.unit_id = ${unitId} order by d.sort_name, d.id`);
  return found.rows;
}

/** Who lives there, and how the doors their lease wants stand by the mirror. */
async function tenantsOf(session: Session, unitId: string): Promise<Tenant[]> {
  const at = await now();
  const found = await db().execute<Tenant>(sql`
    select t.id as "tenancyId", p.id as "personId",
      coalesce(${personName(sql`p`)}, t.person_name) as name,
      t.lease_start as "leaseStart", t.lease_end as "leaseEnd", wanted.doors as "wantedDoors", wanted.held as "heldDoors",
      wanted.waiting as "waitingDoors", wanted.differing as "differingDoors", wanted.doubled as "doubledDoors",
      (select o.id from operation o where o.state = 'active' and o.id in (
        select i.operation_id from operation_item i join operation_item_door d on d.item_id = i.id
        where i.person_id = t.person_id and i.state <> 'settled' and ${inScope(session, sql`d.building_id`)}
        union all select t.operation_id) limit 1) as "operationId"
    from tenancy t ${joinTenant(session)}
    cross join lateral (
      select count(*) as doors, count(*) filter (where of_door.held > 0) as held,
        count(*) filter (where of_door.waits) as waiting,
        coalesce(array_agg(of_door.name order by of_door.name)
          filter (where of_door.held = 1 and of_door.differs), '{}') as differing,
        coalesce(array_agg(of_door.name order by of_door.name) filter (where of_door.held > 1), '{}') as doubled
      from (${wantedDoors(at)}) of_door
    ) wanted
    where t.unit_id = ${unitId} and t.ended_at is null order by name, t.id`);
  return found.rows;
}

const formerShown = 10;

async function formerTenantsOf(session: Session, unitId: string): Promise<UnitView['formerTenants']> {
  const found = await db().execute<UnitView['formerTenants'][number]>(sql`
    select t.id as "tenancyId", p.id as "personId",
      coalesce(${personName(sql`p`)}, t.person_name) as name, t.ended_at as "endedAt",
      t.ended_operation_id as "operationId"
    from tenancy t ${joinTenant(session)}
    where t.unit_id = ${unitId} and t.ended_at is not null
      -- Stopped before anything was given: they never lived there.
      and (t.ended_operation_id = t.operation_id) is not true
    order by t.ended_at desc limit ${formerShown}`);
  return found.rows;
}

/** Guests of those who live there, in the unit's building; a guest of two of them stands there twice. */
async function guestsOf(session: Session, { id, buildingId }: FoundUnit): Promise<UnitView['guests']> {
  const tenants = await db().execute<{ id: string }>(sql`
    select person_id as id from tenancy where unit_id = ${id} and ended_at is null and person_id is not null`);
  const hosts = tenants.rows.map((tenant) => tenant.id);
  const at = await now();
  const found = await db().execute<UnitView['guests'][number]>(sql`
    select p.id as "personId", ${personName(sql`p`)} as name,
      ${personName(sql`host`)} as "hostName", array_agg(distinct d.name) as doors,
      a.passcode_type <> 'PERMANENT' as "isCode", min(a.starts_at) as start,
      case when bool_or(a.ends_at is null) then null else max(a.ends_at) end as "end"
    from (${accessesOfGuests(hosts, at)}) hosted join access a on a.id = hosted.id join person p on p.id = a.person_id
    join person host on host.id = hosted.host_id join door d on d.id = a.door_id
    where a.gone_at is null and a.building_id = ${buildingId} and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)}
    group by p.id, host.id, "isCode" order by name, p.id, "isCode"`);
  return found.rows;
}

async function bundlesOf(buildingId: string): Promise<UnitView['bundles']> {
  const bundles = await db().execute<Omit<UnitView['bundles'][number], 'doors'>>(sql`
    select id, name, kind from bundle where building_id = ${buildingId} and archived_at is null
    order by kind, sort_name, id`);
  const doors = await db().execute<LeasedDoorView & { bundleId: string }>(sql`
    select bd.bundle_id as "bundleId", ${doorColumns}, bd.is_shareable as "isShareable", bd.ends_on as "endsOn"
    from bundle_door bd join bundle b on b.id = bd.bundle_id join door d on d.id = bd.door_id
    where b.building_id = ${buildingId} and b.archived_at is null order by d.sort_name, d.id`);
  return bundles.rows.map((bundle) => ({
    ...bundle,
    doors: doors.rows.filter(({ bundleId }) => bundleId === bundle.id).map(({ bundleId: _, ...door }) => door),
  }));
}

const doorColumns = sql`
  d.id, d.name, d.kind, d.is_connected as "isConnected", d.is_activated as "isActivated",
  d.gone_at is not null as "isGone"`;
