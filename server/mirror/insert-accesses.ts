import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { personName } from '../db/names.ts';
import type { Tx } from '../db/pool.ts';
import type { AccessValues } from './access-row.ts';
import { sortCopy } from './spread-names.ts';

/**
 * Writes accesses that appeared; their ids in the order of `rows`. One that comes back (same identity, gone before)
 * keeps its id and with it its history. Their people are in the mirror already. A page brings hundreds: they travel as
 * one parameter.
 */
export async function insertAccesses(
  tx: Tx,
  rows: (AccessValues & { endNotedAt: Instant | null })[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const numbered = rows.map((row, place) => ({ ...row, place }));
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  // The people by themselves: PostgreSQL would read all of them to find those of a page in a mirror that is filling up.
  const { rows: inserted } = await tx.execute<{ id: string }>(sql`
    with known as materialized (
      select id, ${personName(sql`person`)} as name, ${sortCopy(sql`sort_name`)} as sort from person
      where id = any(${sql.param(personIds)}::uuid[]))
    insert into access (person_id, door_id, building_id, passcode_type, granter_kind, granter_id, start_key, starts_at,
      ends_at, day, shareable, role, doorcode_status, end_noted_at, person_name, person_sort, door_name, door_sort)
    select "personId", "doorId", "buildingId", "passcodeType", "granterKind", "granterId", "startKey", "startsAt",
      "endsAt", day, shareable, role, "doorcodeStatus", "endNotedAt", p.name, p.sort, d.name,
      coalesce(${sortCopy(sql`d.sort_name`)}, '')
    from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as r(
      place int, "personId" uuid, "doorId" uuid, "buildingId" uuid, "passcodeType" text, "granterKind" text,
      "granterId" uuid, "startKey" text, "startsAt" timestamptz, "endsAt" timestamptz, day date, shareable boolean,
      role text, "doorcodeStatus" text, "endNotedAt" timestamptz)
    join known p on p.id = r."personId" left join door d on d.id = r."doorId" order by place
    on conflict (person_id, door_id, passcode_type, granter_kind, granter_id, start_key) do update set
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, building_id = excluded.building_id,
      shareable = excluded.shareable, role = excluded.role, doorcode_status = excluded.doorcode_status, gone_at = null,
      end_noted_at = excluded.end_noted_at, person_name = excluded.person_name, person_sort = excluded.person_sort,
      door_name = excluded.door_name, door_sort = excluded.door_sort
    returning id`);
  return inserted.map(({ id }) => id);
}
