import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Page } from '#lib/page';
import type { ActivityRow } from '#lib/schemas/activity';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { isUpwards } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { type DescribedRow, describeEntries, toActivityRow } from './describe-entries.ts';
import { isFound } from './find-entries.ts';
import type { ListActivityQuery } from './list-query.ts';

/**
 * One page of the audit log as this viewer may see it, newest first unless asked otherwise. `asOf` is real time, of
 * this reading: the log is ours and always complete. Throws Refusal `invalid` for a cursor of another list.
 */
export async function listActivity(session: Session, query: ListActivityQuery): Promise<Page<ActivityRow>> {
  await requirePermission(session, 'audit.read');
  const { cursor, limit, sort, ...filters } = query;
  const order = { sort, filters };
  const place = decodeCursor(order, cursor);
  const [found, time] = await Promise.all([
    db().execute<DescribedRow>(select(session, query, place)),
    db().execute<{ at: Instant }>(sql`select clock_timestamp() as at`),
  ]);
  const page = cutPage(found.rows, limit, order, place, ({ seq }) => ({ key: String(seq), id: String(seq) }));
  return {
    ...page,
    items: page.items.map((row) => toActivityRow(session, row)),
    asOf: time.rows[0]?.at ?? null,
    coverage: { sweep: 'complete', limits: [] },
  };
}

function select(session: Session, query: ListActivityQuery, place: Place | null): SQL {
  const isUp = isUpwards({ isDescending: query.sort === '-at', place });
  const direction = sql.raw(isUp ? 'asc' : 'desc');
  if (place && !/^\d{1,15}$/.test(place.id)) {
    throw new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });
  }
  const after = place ? sql`e.seq ${sql.raw(isUp ? '>' : '<')} ${place.id}::bigint` : sql`true`;
  const page = sql`
    select e.* from audit_entry e where ${isFound(session, query)} and ${after}
    order by e.seq ${direction} limit ${query.limit + 1}`;
  return sql`${describeEntries(session, page)} order by e.seq ${direction}`;
}
