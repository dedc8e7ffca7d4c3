import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Refusal } from '#lib/errors';
import type { Page } from '#lib/page';
import type { OperationDoor } from '#lib/schemas/operation';
import type { Count } from '#lib/schemas/page';
import { uuid } from '#lib/schemas/uuid';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { pageQuery } from '../search/page-query.ts';
import { coverageNow } from '../sync/coverage.ts';
import { operationDoorColumns, operationDoorTables } from './operation-doors.ts';

/** `failed`: refused, or for a person to look at; `open`: not settled yet. */
export const operationDoorsFilter = {
  id: uuid,
  show: z.enum(['', 'failed', 'open', 'applied', 'cancelled']).default(''),
};
export const operationDoorsQuery = z.strictObject({
  ...operationDoorsFilter,
  ...pageQuery,
});
type Query = z.infer<typeof operationDoorsQuery>;
type Filter = Pick<Query, 'id' | 'show'>;

export type OperationDoorRow = OperationDoor & { id: string };

/** One page of an operation's doors in scope, in the order they are sent. */
export async function listOperationDoors(session: Session, query: Query): Promise<Page<OperationDoorRow>> {
  await requirePermission(session, 'operation.read');
  const order = { sort: 'position', filters: { id: query.id, show: query.show } };
  const place = decodeCursor(order, query.cursor);
  const columns: SortColumn[] = [
    { column: sql`i.position`, type: 'int' },
    { column: sql`i.id::text collate "C"`, type: 'text' },
  ];
  const { key, after, by } = keyset({ columns, id: sql`od.door_id`, isDescending: false, place });
  const [found, freshness] = await Promise.all([
    db().execute<OperationDoor & { key: string }>(sql`
      select ${operationDoorColumns}, ${key} as key from ${operationDoorTables}
      where ${isShown(session, query)} and ${after}
      order by ${by} limit ${query.limit + 1}`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, (row) => ({ key: row.key, id: row.doorId }));
  const items = page.items.map(({ key: _, ...row }) => ({ ...row, id: `${row.itemId}:${row.doorId}` }));
  return { ...page, items, ...freshness };
}

/** How many doors the filter finds. Throws Refusal `forbidden_or_missing` when none of the operation's is in scope. */
export async function countOperationDoors(session: Session, filter: Filter): Promise<Count> {
  await requirePermission(session, 'operation.read');
  const found = await db().execute<{ all: number; shown: number }>(sql`
    select count(*)::int as all, (count(*) filter (where ${inState(filter.show)}))::int as shown
    from operation_item_door od
    where od.operation_id = ${filter.id} and ${inScope(session, sql`od.building_id`)}`);
  const [row] = found.rows;
  if (!row?.all) throw new Refusal('forbidden_or_missing');
  return { count: row.shown, isExact: true };
}

const isShown = (session: Session, { id, show }: Filter): SQL => sql`
  od.operation_id = ${id} and ${inScope(session, sql`od.building_id`)} and ${inState(show)}`;

/** Condition on `od`. */
export function inState(show: Filter['show']): SQL {
  switch (show) {
    case '':
      return sql`true`;
    case 'failed':
      return sql`od.state in ('rejected', 'needs_person')`;
    case 'open':
      return sql`od.state in ('queued', 'sending', 'unknown')`;
    default:
      return sql`od.state = ${show}`;
  }
}
