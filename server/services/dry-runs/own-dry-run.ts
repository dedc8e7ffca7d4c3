import { type SQL, sql } from 'drizzle-orm';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';

/**
 * Condition on `dry_run d`: whoever asks made it, and all that it would touch is still in their scope. What was worked
 * out before a building was taken from them is neither shown nor carried out.
 */
export const isOwn = (session: Session): SQL => sql`d.staff_id = ${session.staff.id} and not exists (
  select 1 from dry_run_row r cross join lateral (
    select (door->>'buildingId')::uuid as building_id from jsonb_array_elements(r.doors) door
    union all
    select (r.lease->>'buildingId')::uuid where r.lease is not null
  ) touched
  where r.dry_run_id = d.id and (${inScope(session, sql`touched.building_id`)}) is not true)`;
