import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { AccessValues } from './access-row.ts';

/**
 * Writes accesses that appeared; their ids in the order of `rows`. One that comes back (same identity, gone before)
 * keeps its id and with it its history. A page brings hundreds: they travel as one parameter.
 */
export async function insertAccesses(
  tx: Tx,
  rows: (AccessValues & { endNotedAt: Instant | null })[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const { rows: inserted } = await tx.execute<{ id: string }>(sql`
    insert into access (person_id, door_id, building_id, passcode_type, granter_kind, granter_id, start_key, starts_at,
      ends_at, day, shareable, role, doorcode_status, end_noted_at)
    select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      "personId" uuid, "doorId" uuid, "buildingId" uuid, "passcodeType" text, "granterKind" text, "granterId" uuid,
      "startKey" text, "startsAt" timestamptz, "endsAt" timestamptz, day date, shareable boolean, role text,
      "doorcodeStatus" text, "endNotedAt" timestamptz)
    on conflict (person_id, door_id, passcode_type, granter_kind, granter_id, start_key) do update set
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, building_id = excluded.building_id,
      shareable = excluded.shareable, role = excluded.role, doorcode_status = excluded.doorcode_status, gone_at = null,
      end_noted_at = excluded.end_noted_at
    returning id`);
  return inserted.map(({ id }) => id);
}
