import { sql } from 'drizzle-orm';
import type { HostDoor, UnitHosts } from '#lib/schemas/guest';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName } from '#server/db/names';
import { type Db, db, type Tx } from '#server/db/pool';
import { joinTenant } from '../tenancies/join-tenant.ts';
import { findUnit } from '../units/find-unit.ts';

/**
 * Who of a unit may have guests: its household, each with the doors their lease brings. Throws Refusal
 * `forbidden_or_missing`.
 */
export async function unitHosts(session: Session, unitId: string): Promise<UnitHosts> {
  await requirePermission(session, 'unit.read');
  const unit = await findUnit(db(), session, unitId);
  const tenants = await db().execute<{ tenancyId: string; personId: string; name: string }>(sql`
    select t.id as "tenancyId", p.id as "personId", ${personName(sql`p`)} as name
    from tenancy t ${joinTenant(session)}
    where t.unit_id = ${unitId} and t.ended_at is null and p.id is not null order by name, t.id`);
  const at = await now();
  const doors = await hostDoors(
    db(),
    tenants.rows.map(({ tenancyId }) => tenancyId),
    at,
  );
  const { buildingId, buildingName, timeZone, name: unitName } = unit;
  return {
    unitId,
    unitName,
    buildingId,
    buildingName,
    timeZone,
    hosts: tenants.rows.map((tenant) => ({
      ...tenant,
      doors: doors.filter(({ tenancyId }) => tenancyId === tenant.tenancyId).map(({ tenancyId: _, ...door }) => door),
    })),
  };
}

/** The doors that leases bring, those that are over left out: what their holders may pass on. */
export async function hostDoors(
  tx: Tx | Db,
  tenancyIds: readonly string[],
  at: Instant,
): Promise<(HostDoor & { tenancyId: string })[]> {
  const found = await tx.execute<HostDoor & { tenancyId: string }>(sql`
    select r.tenancy_id as "tenancyId", d.id, d.name, d.kind, d.is_activated as "isActivated",
      d.is_connected as "isConnected", bool_or(r.shareable) as "isShareable", min(r.starts_at) as start,
      case when bool_or(r.ends_at is null) then null else max(r.ends_at) end as "end"
    from access_reason r join door d on d.id = r.door_id and d.gone_at is null
    where r.tenancy_id = any(${sql.param([...tenancyIds])}::uuid[]) and r.ended_at is null
      and (r.ends_at is null or r.ends_at > ${at}::timestamptz)
    group by r.tenancy_id, d.id order by d.accessibility = 'private' desc, d.sort_name, d.id`);
  return found.rows;
}
