import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Db } from '../db/pool.ts';

const batchSize = 1000;

/**
 * Writes an `access.ended` for each access whose time is over by `at` (domain time), dated at its end. OpenKit may go
 * on listing it for as long as it likes; somebody who reads the history must not have to guess. Answers how many.
 */
export async function noteEnds(db: Db, at: Instant): Promise<number> {
  let noted = 0;
  for (;;) {
    const written = await db.execute(sql`
      with ended as (
        update access set end_noted_at = ends_at where id in (
          select id from access
          where ends_at <= ${at}::timestamptz and gone_at is null and end_noted_at is distinct from ends_at
          order by ends_at limit ${batchSize} for update skip locked)
        returning id, ends_at, person_id, door_id, building_id
      )
      insert into access_event (at, name, cause, access_id, person_id, door_id, building_id)
      select ends_at, 'access.ended', 'expiry', id, person_id, door_id, building_id from ended`);
    noted += written.rowCount ?? 0;
    if ((written.rowCount ?? 0) < batchSize) return noted;
  }
}
