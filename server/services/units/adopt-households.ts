import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { dayOf } from '#lib/time/day';
import { earlierOf, type Instant, laterOf } from '#lib/time/instant';
import { type LeaseRules, lastDayOf } from '#lib/units/lease-window';
import { insertRows } from '#server/db/insert-rows';
import { personName } from '#server/db/names';
import type { Tx } from '#server/db/pool';
import { tenancy } from '#server/db/schema/units';
import { isFoundUnnamed } from '../bundles/bundle-rows.ts';
import { writeReasons } from '../reasons/reason-rows.ts';
import { readRules } from './building-rules.ts';

export type Resident = { personId: string; name: string; doorId: string };

/** Who holds these private doors as a resident, by us, with an access that is not over. */
export async function residentsOf(tx: Tx, doorIds: readonly string[], at: Instant): Promise<Resident[]> {
  const found = await tx.execute<Resident>(sql`
    select distinct a.person_id as "personId", ${personName(sql`p`)} as name, a.door_id as "doorId"
    from access a join person p on p.id = a.person_id and p.gone_at is null
    where a.door_id = any(${sql.param([...doorIds])}::uuid[]) and ${isHeldAsResident(at)} order by name`);
  return found.rows;
}

/**
 * Notes that whoever is found living in these new units does so by a lease: its doors, and what else they hold in the
 * building as a resident, are theirs for that reason. It begins on the day of the earliest start and, if all end, lasts
 * as long as the building's rules say for the last end. Resolves to how many people that is. Joined here and not in
 * SQL: for tables filled a moment ago PostgreSQL has no statistics, and its plan took half a minute.
 */
export async function adoptHouseholds(tx: Tx, units: readonly NewUnit[], at: Instant): Promise<number> {
  let people = 0;
  for (const [buildingId, of] of Map.groupBy(units, (unit) => unit.buildingId)) {
    const held = await heldIn(tx, buildingId, at);
    const unitsOf = await unitsByDoor(tx, buildingId);
    const leases = of.flatMap((unit) => leasesOf(unit, held, unitsOf));
    people += leases.length;
    const homes = leases.flatMap(({ unitId, held: theirs }) =>
      theirs.filter(({ doorId }) => unitsOf.get(doorId)?.includes(unitId)),
    );
    await endFoundElsewhere(tx, homes, at);
    await insertLeases(tx, leases, await readRules(tx, buildingId));
  }
  return people;
}

/**
 * What somebody was found holding beside one home and what becomes another home of theirs is held for that alone:
 * whoever leaves it loses its door. Call it before that is noted.
 */
export async function endFoundElsewhere(
  tx: Tx,
  homes: readonly { personId: string; doorId: string }[],
  at: Instant,
): Promise<void> {
  const doorIds = homes.map(({ doorId }) => doorId);
  await tx.execute(sql`
    update access_reason r set ended_at = ${at}::timestamptz from tenancy t
    where t.id = r.tenancy_id and ${isFoundUnnamed} and r.door_id = any(${sql.param([...new Set(doorIds)])}::uuid[])
      and (r.person_id, r.door_id) in (select * from unnest(
        ${sql.param(homes.map(({ personId }) => personId))}::uuid[], ${sql.param(doorIds)}::uuid[]))`);
}

type NewUnit = { id: string; buildingId: string };

type HeldRow = {
  personId: string;
  name: string;
  doorId: string;
  buildingId: string;
  timeZone: string | null;
  startsAt: Instant;
  endsAt: Instant | null;
  shareable: boolean;
};

async function heldIn(tx: Tx, buildingId: string, at: Instant): Promise<HeldRow[]> {
  const found = await tx.execute<HeldRow>(sql`
    select a.person_id as "personId", ${personName(sql`p`)} as name, a.door_id as "doorId",
      a.building_id as "buildingId", b.time_zone as "timeZone", a.starts_at as "startsAt", a.ends_at as "endsAt",
      coalesce(a.shareable, false) as shareable
    from access a join person p on p.id = a.person_id and p.gone_at is null join building b on b.id = a.building_id
    where a.building_id = ${buildingId} and ${isHeldAsResident(at)}`);
  return found.rows;
}

async function unitsByDoor(tx: Tx, buildingId: string): Promise<Map<string, string[]>> {
  const found = await tx.execute<{ doorId: string; unitId: string }>(sql`
    select ud.door_id as "doorId", ud.unit_id as "unitId" from unit_door ud join unit u on u.id = ud.unit_id
    where u.building_id = ${buildingId} and u.archived_at is null`);
  const byDoor = Map.groupBy(found.rows, ({ doorId }) => doorId);
  return new Map([...byDoor].map(([doorId, of]) => [doorId, of.map(({ unitId }) => unitId)]));
}

type FoundLease = { id: string; unitId: string; held: HeldRow[] };

/** Who holds a door of the unit, each with what they hold for it: private doors of other units are held for those. */
function leasesOf(
  unit: NewUnit,
  held: readonly HeldRow[],
  unitsOf: ReadonlyMap<string, readonly string[]>,
): FoundLease[] {
  const isHome = (row: HeldRow) => unitsOf.get(row.doorId)?.includes(unit.id) ?? false;
  const household = new Set(held.filter(isHome).map(({ personId }) => personId));
  const theirs = held.filter((row) => household.has(row.personId) && (isHome(row) || !unitsOf.has(row.doorId)));
  return [...Map.groupBy(theirs, ({ personId }) => personId).values()].map((rows) => ({
    id: randomUUID(),
    unitId: unit.id,
    held: rows,
  }));
}

async function insertLeases(tx: Tx, leases: readonly FoundLease[], rules: LeaseRules): Promise<void> {
  const holders = leases.flatMap(({ id, held }) =>
    held.map(({ personId, doorId, buildingId, startsAt, endsAt, shareable }) => {
      const window = { start: startsAt, end: endsAt };
      const reason = {
        doorId,
        buildingId,
        ...window,
        shareable,
        role: 'resident',
        kind: 'lease',
        tenancyId: id,
      } as const;
      return { personId, personKey: personId, add: [reason] };
    }),
  );
  await insertRows(
    tx,
    tenancy,
    leases.flatMap((lease) => toTenancy(lease, rules)),
  );
  await writeReasons(tx, holders, null);
}

function toTenancy({ id, unitId, held }: FoundLease, rules: LeaseRules): (typeof tenancy.$inferInsert)[] {
  const [first] = held;
  if (!first) return [];
  const { personId, name, buildingId } = first;
  const zone = first.timeZone ?? 'UTC';
  const ends = held.flatMap(({ endsAt }) => endsAt ?? []);
  const leaseStart = dayOf(held.map(({ startsAt }) => startsAt).reduce(earlierOf), zone);
  const lastDay = ends.length === held.length ? lastDayOf(ends.reduce(laterOf), rules, zone) : null;
  const leaseEnd = lastDay && lastDay < leaseStart ? leaseStart : lastDay;
  return [
    { id, unitId, buildingId, personId, personKey: personId, personName: name, leaseStart, leaseEnd, isFound: true },
  ];
}

const isHeldAsResident = (at: Instant) => sql`(
  a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner' and a.role = 'resident'
  and (a.ends_at is null or a.ends_at > ${at}::timestamptz))`;
