import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Page } from '#lib/page';
import type { DryRunRow } from '#lib/schemas/dry-run';
import type { Count } from '#lib/schemas/page';
import { uuid } from '#lib/schemas/uuid';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { recipientName } from '#server/db/names';
import { db } from '#server/db/pool';
import { pageQuery } from '../search/page-query.ts';
import { coverageNow } from '../sync/coverage.ts';
import { getDryRun } from './get-dry-run.ts';

/** `calls`: what would be sent; `refused`: rows for which nothing would. */
export const dryRunRowsFilter = { id: uuid, show: z.enum(['', 'calls', 'refused']).default('') };
export const dryRunRowsQuery = z.strictObject({
  ...dryRunRowsFilter,
  ...pageQuery,
});
type Query = z.infer<typeof dryRunRowsQuery>;
type Filter = Pick<Query, 'id' | 'show'>;

/**
 * One page of a dry run of one's own, in its order. Whoever is not in scope looks new. Throws Refusal as `getDryRun`
 * does.
 */
export async function listDryRunRows(session: Session, query: Query): Promise<Page<DryRunRow>> {
  await getDryRun(session, query.id);
  const at = await now();
  const order = { sort: 'position', filters: { id: query.id, show: query.show } };
  const place = decodeCursor(order, query.cursor);
  const { key, after, by } = keyset({
    columns: [{ column: sql`r.position`, type: 'int' }],
    id: sql`r.dry_run_id`,
    isDescending: false,
    place,
  });
  const [found, freshness] = await Promise.all([
    db().execute<DryRunRow & { key: string }>(sql`
      select r.position::text as id, r.line,
        case when ${personInScope(session, sql`r.person_id`)} then r.person_id end as "personId",
        ${recipientName(sql`r.recipient`)} as "personName",
        coalesce(r.recipient->>'email', r.recipient->>'phone') as contact, r.action,
        array(select d->>'name' from jsonb_array_elements(r.doors) d) as "doorNames",
        r.lease->>'unitName' as "unitName", r.doors->0->>'timeZone' as "timeZone",
        case when r.action = 'grant' and (r.terms->>'start')::timestamptz > ${at}::timestamptz then r.terms->>'start' end as "startAfter",
        r.expected->>'end' as "endBefore", r.terms->>'end' as "endAfter",
        r.is_notified as "isNotified", r.problem, r.problem_params as "problemParams", ${key} as key
      from dry_run_row r where ${isShown(query)} and ${after} order by ${by} limit ${query.limit + 1}`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, (row) => ({ key: row.key, id: query.id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

export async function countDryRunRows(session: Session, filter: Filter): Promise<Count> {
  await getDryRun(session, filter.id);
  const found = await db().execute<{ count: number }>(sql`
    select count(*)::int as count from dry_run_row r where ${isShown(filter)}`);
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

function isShown({ id, show }: Filter): SQL {
  const isOne = sql`r.dry_run_id = ${id}`;
  if (show === '') return isOne;
  return show === 'calls' ? sql`${isOne} and r.action is not null` : sql`${isOne} and r.action is null`;
}
