import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { PlanCode } from '#lib/schemas/plan';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { codeOutcome, outcomeJoin } from './code-outcome.ts';
import type { ListPlanLogQuery } from './list-query.ts';

/** Newest day first, and the doors of a day by name: a keyset goes one way, so that days count backwards. */
const columns = [
  { column: sql`(date '9999-12-31' - c.day)`, type: 'int' as const },
  { column: sql`coalesce(d.sort_name, '')`, type: 'text' as const },
];

/** One page of what became of a plan's days, newest first, on the doors in scope. */
export async function listPlanLog(session: Session, { id, cursor, limit }: ListPlanLogQuery): Promise<Page<PlanCode>> {
  await requirePermission(session, 'plan.read');
  const order = { sort: '-day', filters: { id } };
  const place = decodeCursor(order, cursor);
  const { key, after, by } = keyset({ columns, id: sql`c.door_id`, isDescending: false, place });
  const [found, freshness] = await Promise.all([
    db().execute<PlanCode & { key: string }>(sql`
      with page as materialized (
        select c.*, coalesce(d.name, 'Unknown door') as door_name, ${key} as key, row_number() over (order by ${by}) as position
        from plan_code c left join door d on d.id = c.door_id
        where c.plan_id = ${id} and ${inScope(session, sql`c.building_id`)} and ${after} order by ${by} limit ${limit + 1})
      select c.day, c.door_id as "doorId", c.door_name as "doorName", ${codeOutcome} as outcome,
        coalesce(c.reason, od.reason) as reason, c.operation_id as "operationId", c.key
      from page c ${outcomeJoin} order by c.position`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, limit, order, place, ({ key, doorId }) => ({ key, id: doorId }));
  return { ...page, items: page.items.map(({ key: _, ...code }) => code), ...freshness };
}
