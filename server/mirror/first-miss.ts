import { type SQL, sql } from 'drizzle-orm';

/**
 * The sweep that first missed what this one finds gone, by the `missed_sweeps` of its row: the last complete one,
 * unless a person accepted the loss of a suspect one that was the first to miss it.
 */
export const firstMiss = (generation: number, missedSweeps: SQL): SQL => sql`
  (case when ${missedSweeps} > 1
    then coalesce((select max(done.generation) from sweep done where done.state = 'complete'), ${generation})
    else ${generation} end)`;
