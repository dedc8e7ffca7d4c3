import { sql } from 'drizzle-orm';
import { coverageLimits, type Page } from '#lib/page';
import type { Instant } from '#lib/time/instant';
import { fixed } from '#server/db/fixed';
import { readJsonInstant } from '#server/db/instants';
import type { Db, Tx } from '#server/db/pool';

export type Freshness = Pick<Page<never>, 'asOf' | 'coverage'>;
export type CoverageRow = { state: string | null; asOf: Instant | null };

/** What `toFreshness` reads, as one value of JSON: it can come along with whatever else is asked. */
export const coverageRow = fixed<CoverageRow>(sql`json_build_object(
  'state', (select state from sweep where state in ('complete', 'suspect') order by generation desc limit 1),
  'asOf', (select finished_at from sweep where state = 'complete' order by generation desc limit 1))`);

/** How fresh and how complete what is read from the mirror is. */
export function toFreshness({ state, asOf }: CoverageRow): Freshness {
  return {
    asOf: asOf && readJsonInstant(asOf),
    coverage: {
      sweep: state === 'suspect' ? 'suspect' : asOf ? 'complete' : 'never',
      limits: [...coverageLimits],
    },
  };
}

const asking = new WeakMap<Db | Tx, Promise<Freshness>>();

/** The same, asked by itself: once for all who ask while it is being answered. */
export function coverageNow(db: Db | Tx): Promise<Freshness> {
  const asked = asking.get(db) ?? askCoverage(db).finally(() => asking.delete(db));
  asking.set(db, asked);
  return asked;
}

async function askCoverage(db: Db | Tx): Promise<Freshness> {
  const { rows } = await db.execute<{ mirror: CoverageRow }>(sql`select ${coverageRow} as mirror`);
  return toFreshness(rows[0]?.mirror ?? { state: null, asOf: null });
}
