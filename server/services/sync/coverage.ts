import { desc, inArray, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';

/** How fresh and how complete a list read from the mirror is. */
export async function coverageNow(db: Db): Promise<Pick<Page<never>, 'asOf' | 'coverage'>> {
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
    coverage: { sweep: state, limits: ['doors_enabled_for_us', 'our_users', 'other_residents_by_name_only'] },
  };
}
