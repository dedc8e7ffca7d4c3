import { type SQL, sql } from 'drizzle-orm';
import { addMs, type Instant } from '#lib/time/instant';
import { db } from '#server/db/pool';
import { isProblem, outcomeJoin, problemDays } from './code-outcome.ts';

/**
 * How many planned codes of the last days were missed, refused or need a person, in buildings that `isHere` accepts.
 */
export async function countFailedCodes(isHere: (buildingId: SQL) => SQL, at: Instant): Promise<number> {
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from plan_code c ${outcomeJoin}
    where c.at > ${addMs(at, -problemDays * 86_400_000)}::timestamptz and ${isProblem} and ${isHere(sql`c.building_id`)}`);
  return found.rows[0]?.count ?? 0;
}
