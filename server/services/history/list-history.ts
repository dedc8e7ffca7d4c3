import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { countRows } from '#server/db/count-rows';
import { decodeCursor } from '#server/db/cursor';
import { accessEventsFound, doorEventsFound, type HistorySubject } from './event-filters.ts';
import { findEvents } from './find-events.ts';
import type { HistoryFilters, ListHistoryQuery } from './list-query.ts';
import { readHistory } from './read-history.ts';

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
    return readHistory(findEvents(session, { ...query, subject, place, limit: limit + 1 }), limit, order, place);
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
