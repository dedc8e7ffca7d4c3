import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '#server/db/pool';
import type { Target } from './world.ts';

/** In the future, so that nothing made has begun. */
export const start = '2027-01-01T12:00:00.000Z';

/** Somebody with an access on the door that only our mirror knows, so that it can be taken away each time. */
export async function somebodyElse({ buildingId, doorId, personId }: Target): Promise<string> {
  const id = randomUUID();
  const made = await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, start_key, starts_at, doorcode_status)
    select ${id}, 'Leaving Soon', 'leaving soon', id, name, sort_name, building_id, 'PERMANENT', 'partner', ${start}, ${start}, 'valid'
    from door
    where id::text = ${doorId} and building_id::text = ${buildingId} returning id`);
  if (made.rows.length === 0) return personId;
  await db().execute(sql`
    insert into person (id, first_name, last_name, email) values (${id}, 'Leaving', 'Soon', ${`${id}@example.com`})`);
  await db().execute(sql`
    insert into person_building (person_id, building_id, sort_name) values (${id}, ${buildingId}, 'leaving soon')`);
  return id;
}

/** A door of the same building that OpenKit lists no more. */
export async function goneDoor({ buildingId, doorId }: Target): Promise<string> {
  const made = await db().execute<{ id: string }>(sql`
    insert into door (id, building_id, name, kind, is_activated, gone_at)
    select gen_random_uuid(), building_id, name, kind, is_activated, now() from door
    where id::text = ${doorId} and building_id::text = ${buildingId} returning id`);
  return made.rows[0]?.id ?? buildingId;
}

/** Somebody gone who had the address of the target's person; without that person in that building, the id of none. */
export async function goneTwin({ personId, buildingId }: Target): Promise<string> {
  const made = await db().execute<{ id: string }>(sql`
    with place as (
      select p.*, pb.building_id from person p join person_building pb on pb.person_id = p.id
      where p.id::text = ${personId} and pb.building_id::text = ${buildingId}),
    twin as (
      insert into person (id, first_name, last_name, email, gone_at)
      select gen_random_uuid(), first_name, last_name, email, now() from place returning id, sort_name),
    seen as (
      insert into person_building (person_id, building_id, sort_name)
      select twin.id, place.building_id, twin.sort_name from twin, place)
    select id from twin`);
  return made.rows[0]?.id ?? buildingId;
}

export async function itemOf(operationId: string): Promise<string> {
  const found = await db().execute<{ id: string }>(
    sql`select id from operation_item where operation_id::text = ${operationId} limit 1`,
  );
  return found.rows[0]?.id ?? operationId;
}

/** A plan of its own on the target's door, far ahead; without that door, the id of none. */
export async function planOf({ doorId, buildingId, staffId }: Target): Promise<string> {
  const made = await db().execute<{ id: string }>(sql`
    with here as (
      select d.id, d.building_id, s.id as staff_id from door d, staff s
      where d.id::text = ${doorId} and d.building_id::text = ${buildingId} and s.id::text = ${staffId}),
    company as (
      insert into vendor (name) select 'Company ' || gen_random_uuid() from here returning id),
    worker as (
      insert into technician (vendor_id, first_name, last_name, email)
      select id, 'Ada', 'Bright', 'ada@brightside.example' from company returning id),
    made as (
      insert into plan (technician_id, weekdays, dates, starts, exceptions, notify, state, staff_id, intent_id,
        created_at, active_since, due_at)
      select worker.id, '{0}', '{}', '2040-01-01', '{}', false, 'active', here.staff_id, gen_random_uuid(), now(), now(),
        '2039-01-01' from worker, here returning id)
    insert into plan_door (plan_id, door_id, building_id) select made.id, here.id, here.building_id from made, here
    returning plan_id as id`);
  return made.rows[0]?.id ?? doorId;
}

/** The company of such a plan. */
export async function vendorOf(target: Target): Promise<string> {
  const planId = await planOf(target);
  const found = await db().execute<{ id: string }>(sql`
    select t.vendor_id as id from plan p join technician t on t.id = p.technician_id where p.id::text = ${planId}`);
  return found.rows[0]?.id ?? planId;
}

/** A worksheet of its own on the target's door, with the one row it is about; without that door, the id of none. */
export async function worksheetOf({ doorId, buildingId, staffId }: Target): Promise<{ id: string; accessId: string }> {
  const answer = JSON.stringify({
    ...{ id: '', personId: '', personName: 'Ada', doorId, doorName: 'Gym', buildingId, buildingName: 'Here' },
    ...{
      timeZone: 'UTC',
      passcodeType: 'PERMANENT',
      role: 'resident',
      doorcodeStatus: 'valid',
      granterKind: 'partner',
    },
    ...{ granterName: null, opensFrom: start, opensUntil: null, cause: 'drift', operationId: null, staffName: null },
    doubts: [],
  });
  const known = JSON.stringify({
    ...{ askedAt: start, readBefore: null, readAfter: null, outages: 0, unconfirmed: 0, asOf: null, sweep: 'never' },
  });
  const made = await db().execute<{ id: string; accessId: string }>(sql`
    with here as (
      select d.id, d.building_id, s.id as staff_id from door d, staff s
      where d.id::text = ${doorId} and d.building_id::text = ${buildingId} and s.id::text = ${staffId}),
    made as (
      insert into certification (staff_id, intent_id, created_at, from_at, to_at, zone, known)
      select staff_id, gen_random_uuid(), now(), '1990-01-01', '1990-01-02', 'UTC', ${known}::jsonb from here returning id),
    on_door as (
      insert into certification_door (certification_id, door_id, building_id)
      select made.id, here.id, here.building_id from made, here)
    insert into certification_row (certification_id, access_id, person_id, door_id, answer, decision)
    select made.id, gen_random_uuid(), gen_random_uuid(), here.id, ${answer}::jsonb, 'keep' from made, here
    returning certification_id as id, access_id as "accessId"`);
  return made.rows[0] ?? { id: doorId, accessId: doorId };
}
