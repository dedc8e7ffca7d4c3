import { sql } from 'drizzle-orm';
import type { Db } from '../db/pool.ts';

/**
 * Tells PostgreSQL what the first sweep made of empty tables, which it would notice by and by: until then it plans as
 * if they were empty still, and looks every row up that an index alone could answer for. Needs a right that PostgreSQL
 * before 17 cannot give to the serving role; without it nothing happens.
 */
export async function settleTables(db: Db): Promise<void> {
  await db.execute(sql`vacuum (analyze) building, door, person, person_building, access, access_event`);
}
