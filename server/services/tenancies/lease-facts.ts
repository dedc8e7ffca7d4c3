import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { defaultRules, type LeaseRules } from '#lib/units/lease-window';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { type FoundDoor, findDoors } from '../doors/find-doors.ts';
import { type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { readRules } from '../units/building-rules.ts';
import type { FoundUnit } from '../units/find-unit.ts';
import type { LeasedDoor } from './unit-doors.ts';

/** All that planning leases of many people asks about, read at once. */
export type LeaseFacts = {
  units: ReadonlyMap<string, FoundUnit>;
  doors: ReadonlyMap<string, FoundDoor>;
  /** `unit|person` of leases that stand. */
  tenants: ReadonlySet<string>;
  /** `person|door` with something to be sent or confirmed. */
  underWay: ReadonlySet<string>;
  rulesOf: (buildingId: string) => LeaseRules;
  doorsOf: (unit: FoundUnit, bundleIds: readonly string[]) => LeasedDoor[];
  heldBy: (personId: string | null) => HeldDoor[];
  standingOf: (personKey: string) => ReasonRow[];
  /** Ids of standing reasons whose doors are not given now. */
  waiting: ReadonlySet<string>;
};

type Asked = { unitIds: string[]; bundleIds: string[]; personIds: string[]; personKeys: string[]; doorIds: string[] };

export async function readLeaseFacts(tx: Tx, session: Session, asked: Asked, at: Instant): Promise<LeaseFacts> {
  const { unitIds, personIds, personKeys } = asked;
  const units = await tx.execute<FoundUnit>(sql`
    select u.id, u.name, u.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      b.time_zone as "timeZone", false as "isArchived"
    from unit u left join building b on b.id = u.building_id
    where u.id = any(${sql.param(unitIds)}::uuid[]) and u.archived_at is null and ${inScope(session, sql`u.building_id`)}`);
  const leased = await leasedDoorsOf(tx, asked);
  const doorIds = [...new Set([...asked.doorIds, ...leased.map(({ doorId }) => doorId)])];
  const doors = await findDoors(tx, session, doorIds);
  const rules = new Map<string, LeaseRules>();
  for (const id of new Set(units.rows.map(({ buildingId }) => buildingId))) rules.set(id, await readRules(tx, id));
  const holding = await heldDoors(tx, session, personIds, at);
  const held = Map.groupBy(holding, ({ personId }) => personId);
  const isHeld = new Set(holding.map(({ personId, doorId }) => `${personId}|${doorId}`));
  const reasons = await readReasons(tx, personKeys, at);
  const standing = Map.groupBy(reasons, ({ personKey }) => personKey);
  const bySource = Map.groupBy(leased, ({ source }) => source);
  return {
    units: new Map(units.rows.map((unit) => [unit.id, unit])),
    doors: new Map(doors.map((door) => [door.id, door])),
    tenants: await tenantsOf(tx, unitIds),
    underWay: await underWayFor(tx, personIds),
    rulesOf: (buildingId) => rules.get(buildingId) ?? defaultRules,
    doorsOf: (unit, bundleIds) =>
      [unit.id, ...bundleIds]
        .flatMap((source) => bySource.get(source) ?? [])
        .filter(({ buildingId }) => buildingId === unit.buildingId),
    heldBy: (personId) => (personId && held.get(personId)) || [],
    standingOf: (personKey) => standing.get(personKey) ?? [],
    waiting: await waitingReasons(
      tx,
      reasons.filter(({ personKey, doorId }) => !isHeld.has(`${personKey}|${doorId}`)),
    ),
  };
}

type Sourced = LeasedDoor & { source: string; buildingId: string };

/** The doors of these units and bundles, each by what it comes from. */
async function leasedDoorsOf(tx: Tx, { unitIds, bundleIds }: Asked): Promise<Sourced[]> {
  const found = await tx.execute<Sourced>(sql`
    select leased.source, d.building_id as "buildingId", d.id as "doorId", d.name as "doorName", d.kind,
      d.is_activated as "isActivated", leased."bundleId", leased."isShareable", leased."endsOn"
    from (
      select unit_id as source, door_id, null::uuid as "bundleId", true as "isShareable", null::date as "endsOn"
      from unit_door where unit_id = any(${sql.param(unitIds)}::uuid[])
      union all
      select bundle_id, door_id, bundle_id, is_shareable, ends_on from bundle_door
      where bundle_id = any(${sql.param(bundleIds)}::uuid[])
    ) leased join door d on d.id = leased.door_id and d.gone_at is null
    order by d.sort_name, d.id`);
  return found.rows;
}

async function tenantsOf(tx: Tx, unitIds: readonly string[]): Promise<Set<string>> {
  const found = await tx.execute<{ key: string }>(sql`
    select unit_id || '|' || coalesce(person_id::text, person_key) as key from tenancy
    where unit_id = any(${sql.param([...unitIds])}::uuid[]) and ended_at is null`);
  return new Set(found.rows.map(({ key }) => key));
}

async function underWayFor(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  const found = await tx.execute<{ key: string }>(sql`
    select i.person_id || '|' || d.door_id as key
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = any(${sql.param([...personIds])}::uuid[]) and i.state <> 'settled'
      and d.state in ('queued', 'sending', 'unknown')`);
  return new Set(found.rows.map(({ key }) => key));
}
