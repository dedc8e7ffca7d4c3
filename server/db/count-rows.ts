import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Count } from '#lib/schemas/page';
import { db } from './pool.ts';

/** Counting further would take longer than anybody waits for a number. */
const exactUpTo = 20_000;

const plan = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
]);

/** How many rows a query gives; beyond 20,000 what PostgreSQL expects, in round numbers. */
export async function countRows(found: SQL): Promise<Count> {
  const counted = await db().execute<{ count: number }>(
    sql`select count(*) as count from (${found} limit ${exactUpTo + 1}) kept`,
  );
  const count = counted.rows[0]?.count ?? 0;
  if (count <= exactUpTo) return { count, isExact: true };
  const expected = plan.parse((await db().execute(sql`explain (format json) ${found}`)).rows);
  return { count: inRoundNumbers(Math.max(expected[0]['QUERY PLAN'][0].Plan['Plan Rows'], exactUpTo)), isExact: false };
}

/** Two digits that mean something. */
function inRoundNumbers(count: number): number {
  const step = 10 ** (Math.floor(Math.log10(count)) - 1);
  return Math.round(count / step) * step;
}
