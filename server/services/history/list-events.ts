import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { countRows } from '#server/db/count-rows';
import { decodeCursor } from '#server/db/cursor';
import { allEventsFound, findAllEvents } from './find-all-events.ts';
import type { EventFilters, ListEventsQuery } from './list-query.ts';
import { readHistory } from './read-history.ts';

/**
 * One page of what happened at all doors in scope, newest first unless asked otherwise. Reads the ledgers only. Throws
 * Refusal `invalid` for a cursor of another list.
 */
export async function listEvents(session: Session, { cursor, ...query }: ListEventsQuery): Promise<Page<HistoryRow>> {
  await requirePermission(session, 'access.read');
  const { sort, limit, ...filters } = query;
  const order = { sort, filters };
  const place = decodeCursor(order, cursor);
  return readHistory(findAllEvents(session, filters, { sort, place, limit: limit + 1 }), limit, order, place);
}

/** How many events the same filters find. */
export async function countEvents(session: Session, filters: EventFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  return countRows(allEventsFound(session, filters));
}
