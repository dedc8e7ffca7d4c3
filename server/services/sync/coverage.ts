import { desc, inArray, sql } from 'drizzle-orm';
import { coverageLimits, type Page } from '#lib/page';
import type { Db, Tx } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';

/** How fresh and how complete a list read from the mirror is. */
export async function coverageNow(db: Db | Tx): Promise<Pick<Page<never>, 'asOf' | 'coverage'>> {
  const [last] = await db
    .select({
      state: sweep.state,
      asOf: sql<string | null>`(select max(finished_at) from sweep where state = 'complete')`,
    })
    .from(sweep)
    .where(inArray(sweep.state, ['complete', 'suspect']))
    .orderBy(desc(sweep.generation))
    .limit(1);
  const state = last?.state === 'suspect' ? 'suspect' : last?.asOf ? 'complete' : 'never';
  return {
    asOf: last?.asOf ?? null,
    coverage: { sweep: state, limits: [...coverageLimits] },
  };
}
