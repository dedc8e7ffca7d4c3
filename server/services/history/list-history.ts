import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { countRows } from '#server/db/count-rows';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { describeEvents, eventId, toHistoryRow } from './describe-events.ts';
import { accessEventsFound, doorEventsFound, type HistorySubject } from './event-filters.ts';
import { findEvents, keyText } from './find-events.ts';
import type { HistoryFilters, ListHistoryQuery } from './list-query.ts';

/**
 * One page of what happened to a person, door or building in scope, newest first unless asked otherwise. Reads the
 * ledgers only. Throws Refusal `invalid` for a cursor of another list.
 */
export const listHistory =
  (subject: HistorySubject) =>
  async (session: Session, { cursor, ...query }: ListHistoryQuery): Promise<Page<HistoryRow>> => {
    await requirePermission(session, 'access.read');
    const { sort, limit, ...filters } = query;
    const order = { sort, filters: { subject, ...filters } };
    const place = decodeCursor(order, cursor);
    const events = findEvents(session, { ...query, subject, place, limit: limit + 1 });
    const [found, freshness] = await Promise.all([describeEvents(db(), events), coverageNow(db())]);
    const page = cutPage(found, limit, order, place, (row) => {
      const key = keyText({ at: row.at, ledger: String(row.ledger), id: String(row.id) });
      return { key, id: eventId(row) };
    });
    return { ...page, items: page.items.map(toHistoryRow), ...freshness };
  };

/** How many events the same filters find. */
export const countHistory =
  (subject: HistorySubject) =>
  async (session: Session, filters: HistoryFilters): Promise<Count> => {
    await requirePermission(session, 'access.read');
    return countRows(sql`
      select 1 from access_event e where ${accessEventsFound(session, subject, filters)}
      union all
      select 1 from door_event e where ${doorEventsFound(session, subject, filters)}`);
  };
