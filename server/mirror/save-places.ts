import { sql } from 'drizzle-orm';
import { noName } from '#lib/names';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { BuildingSnapshot, DoorSnapshot } from '../openkit/types.ts';
import { clearAwaitingSync, noteSinceConnected } from './awaiting-sync.ts';
import { type DoorReading, noteDoorEvents } from './door-events.ts';
import { fillInBuildings } from './fill-in-buildings.ts';
import { fillInDoors } from './fill-in-doors.ts';
import { rememberBuildings } from './remember-buildings.ts';
import { spreadDoorNames } from './spread-names.ts';
import { type Written, writeRows } from './write-rows.ts';

/** Writes buildings and their portfolios; only what changed. Answers which buildings. */
export async function saveBuildings(tx: Tx, buildings: BuildingSnapshot[]): Promise<Written[]> {
  const known = await fillInBuildings(tx, unique(buildings));
  const portfolios = known.flatMap(({ portfolio }) => portfolio ?? []);
  await tx.execute(sql`
    insert into portfolio as p (id, name)
    select r.id, coalesce(max(nullif(r.name, '')), max(known.name), ${noName})
    from jsonb_to_recordset(${JSON.stringify(portfolios)}::jsonb) as r(id uuid, name text)
    left join portfolio known on known.id = r.id group by r.id
    on conflict (id) do update set name = excluded.name, gone_at = null, missed_sweeps = 0
    where (p.name, p.gone_at, p.missed_sweeps) is distinct from (excluded.name, null::timestamptz, 0)`);
  const rows = known.map(named).map((b) => ({
    id: b.id,
    portfolio_id: b.portfolio?.id ?? null,
    portfolio_untold: b.portfolioUntold,
    name: b.name,
    address: b.address,
    time_zone: b.timeZone,
    stated_time_zone: b.statedTimeZone,
  }));
  return writeRows(
    tx,
    { table: 'building', ids: rows.map(({ id }) => id), facts: facts.building },
    sql`insert into building as b (id, portfolio_id, portfolio_untold, name, address, time_zone, stated_time_zone)
    select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, portfolio_id uuid, portfolio_untold int, name text, address jsonb, time_zone text,
        stated_time_zone text)
    on conflict (id) do update set portfolio_id = excluded.portfolio_id, portfolio_untold = excluded.portfolio_untold,
      name = excluded.name, address = excluded.address, time_zone = excluded.time_zone,
      stated_time_zone = excluded.stated_time_zone, gone_at = null, missed_sweeps = 0
    where (b.portfolio_id, b.portfolio_untold, b.name, b.address, b.time_zone, b.stated_time_zone, b.gone_at,
        b.missed_sweeps) is distinct from
      (excluded.portfolio_id, excluded.portfolio_untold, excluded.name, excluded.address, excluded.time_zone,
        excluded.stated_time_zone, null::timestamptz, 0)`,
  );
}

/**
 * How full a battery is and when that was read is news at every reading: nobody would see a door replaced behind it.
 */
const facts = {
  building: ['portfolio_id', 'name', 'address', 'time_zone', 'stated_time_zone'],
  door: [
    'building_id',
    'name',
    'kind',
    'accessibility',
    'is_connected',
    'is_activated',
    'serial_number',
    'device_type',
  ],
};

/**
 * Writes doors, only what changed; what waited for one that is connected waits no more, unless it came after the doors
 * were asked for (`askedAt`, domain time): that lock may be offline again. What came since one was last connected waits
 * from then on. The ledger notes it, unless this is the first sweep, with which its history begins. Answers which doors
 * were written.
 */
export async function saveDoors(
  tx: Tx,
  doors: DoorSnapshot[],
  { isFirst, askedAt, ...reading }: DoorReading & { isFirst: boolean; askedAt: Instant },
): Promise<Written[]> {
  const known = await fillInDoors(tx, unique(doors));
  const rows = known.map(named).map((d) => ({
    id: d.id,
    building_id: d.buildingId,
    name: d.name,
    kind: d.kind,
    accessibility: d.accessibility,
    is_connected: d.isConnected,
    is_activated: d.isActivated,
    serial_number: d.serialNumber,
    device_type: d.deviceType,
    battery_percent: d.batteryPercent,
    battery_at: d.batteryAt,
  }));
  const json = JSON.stringify(rows);
  if (!isFirst) await noteDoorEvents(tx, json, reading);
  await addUnlistedBuildings(tx, json, reading.at);
  await rememberBuildings(tx, await holdersOfMoved(tx, json));
  const cutOff = await lostConnection(tx, json);
  const written = await writeRows(
    tx,
    { table: 'door', ids: rows.map(({ id }) => id), facts: facts.door },
    sql`insert into door as d (id, building_id, name, kind, accessibility, is_connected, is_activated, serial_number,
      device_type, battery_percent, battery_at)
    select r.* from jsonb_to_recordset(${json}::jsonb)
      as r(id uuid, building_id uuid, name text, kind text, accessibility text, is_connected boolean,
        is_activated boolean, serial_number text, device_type text, battery_percent int, battery_at timestamptz)
    on conflict (id) do update set building_id = excluded.building_id, name = excluded.name, kind = excluded.kind,
      accessibility = excluded.accessibility, is_connected = excluded.is_connected, is_activated = excluded.is_activated,
      serial_number = excluded.serial_number, device_type = excluded.device_type,
      battery_percent = excluded.battery_percent, battery_at = excluded.battery_at, gone_at = null, missed_sweeps = 0
    where (d.building_id, d.name, d.kind, d.accessibility, d.is_connected, d.is_activated, d.serial_number, d.device_type,
        d.battery_percent, d.battery_at, d.gone_at, d.missed_sweeps) is distinct from
      (excluded.building_id, excluded.name, excluded.kind, excluded.accessibility, excluded.is_connected,
        excluded.is_activated, excluded.serial_number, excluded.device_type, excluded.battery_percent,
        excluded.battery_at, null::timestamptz, 0)`,
  );
  await spreadDoorNames(
    tx,
    written.map(({ id }) => id),
  );
  await endSuccession(
    tx,
    written.filter(({ isNew, news }) => !isNew && news === 'appeared').map(({ id }) => id),
  );
  await noteSinceConnected(tx, cutOff, reading.generation);
  await clearAwaitingSync(
    tx,
    doors.filter((door) => door.isConnected === true).map((door) => door.id),
    { at: reading.at, knownAt: askedAt, endedBy: 'reading' },
  );
  return written;
}

/**
 * A door may lie in a building that OpenKit does not list: it stands for itself as one that is gone, so that no list by
 * building loses it.
 */
const addUnlistedBuildings = (tx: Tx, doors: string, at: Instant) =>
  tx.execute(sql`
    insert into building (id, name, address, gone_at)
    select distinct r.building_id, 'Unknown building', '[]'::jsonb, ${at}::timestamptz
    from jsonb_to_recordset(${doors}::jsonb) as r(building_id uuid)
    where not exists (select 1 from building b where b.id = r.building_id)`);

/**
 * Whoever ever had an access on a door that lies elsewhere now, or is listed for the first time, with its building:
 * what happened at the door goes there with it. Asked before the doors are written.
 */
async function holdersOfMoved(tx: Tx, doors: string): Promise<{ personId: string; buildingId: string }[]> {
  const { rows } = await tx.execute<{ personId: string; buildingId: string }>(sql`
    with moved as materialized (
      select r.id, r.building_id from jsonb_to_recordset(${doors}::jsonb) as r(id uuid, building_id uuid)
      left join door d on d.id = r.id where d.building_id is distinct from r.building_id)
    select distinct a.person_id as "personId", moved.building_id as "buildingId"
    from access a join moved on moved.id = a.door_id where a.door_id = any(array(select id from moved))`);
  return rows;
}

/** Those that were connected when they were last read, and are not by now. Asked before the doors are written. */
async function lostConnection(tx: Tx, doors: string): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select d.id from jsonb_to_recordset(${doors}::jsonb) as r(id uuid, is_connected boolean)
    join door d on d.id = r.id where d.is_connected and r.is_connected is not true`);
  return rows.map(({ id }) => id);
}

/** Doors that are listed again stand for themselves, whatever was said of them while they were gone. */
async function endSuccession(tx: Tx, returned: string[]): Promise<void> {
  if (returned.length === 0) return;
  await tx.execute(sql`delete from door_successor where old_door_id = any(${sql.param(returned)}::uuid[])`);
}

/** A place without a name is called so wherever it is shown. */
const named = <T extends { name: string }>(place: T): T => ({ ...place, name: place.name || noName });

/**
 * The last of several rows with one id: pages that shift may repeat a row, and one statement may not touch it twice.
 */
const unique = <T extends { id: string }>(rows: T[]): T[] => [...new Map(rows.map((row) => [row.id, row])).values()];
