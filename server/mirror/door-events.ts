import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { firstMiss } from './first-miss.ts';

export type DoorReading = { at: Instant; generation: number };

/** The columns of `incoming` that the ledger compares; the JSON of a page of doors has more. */
const incoming = (json: string): SQL => sql`
  jsonb_to_recordset(${json}::jsonb)
    as r(id uuid, building_id uuid, name text, is_activated boolean, serial_number text, device_type text)`;

const device = (row: string): SQL =>
  sql.raw(`jsonb_build_object('serialNumber', ${row}.serial_number, 'deviceType', ${row}.device_type,
    'isActivated', ${row}.is_activated)`);

const named = (row: string): SQL => sql.raw(`jsonb_build_object('doorName', ${row}.name) || `);

/**
 * Writes into the ledger what a page of doors shows to be new, back, renamed or on another device. Call it before the
 * doors themselves are written: it compares with what the mirror still holds.
 */
export async function noteDoorEvents(tx: Tx, json: string, { at, generation }: DoorReading): Promise<void> {
  await tx.execute(sql`
    insert into door_event (at, name, door_id, building_id, generation, before, after)
    select ${at}::timestamptz, e.name, r.id, r.building_id, ${generation}, e.before, e.after
    from ${incoming(json)} left join door d on d.id = r.id
    cross join lateral (
      select 'door.appeared' as name, null::jsonb as before, ${named('r')}${device('r')} as after where d.id is null
      union all
      select 'door.returned', null, ${named('r')}${device('r')} where d.gone_at is not null
      union all
      select 'door.renamed', jsonb_build_object('doorName', d.name), jsonb_build_object('doorName', r.name)
      where d.name <> r.name
      union all
      select 'door.device_changed', ${device('d')}, ${device('r')}
      where d.id is not null and (d.serial_number, d.device_type, d.is_activated)
        is distinct from (r.serial_number, r.device_type, r.is_activated)
    ) e`);
}

/** Notes the doors that have just been found gone at this instant, each with the sweep that first missed it. */
export async function noteGoneDoors(tx: Tx, { at, generation }: DoorReading): Promise<void> {
  await tx.execute(sql`
    insert into door_event (at, name, door_id, building_id, generation, before)
    select ${at}::timestamptz, 'door.vanished', d.id, d.building_id, ${firstMiss(generation, sql`d.missed_sweeps`)},
      ${named('d')}${device('d')}
    from door d where d.gone_at = ${at}::timestamptz`);
}
