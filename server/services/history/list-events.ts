import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { countRows } from '#server/db/count-rows';
import { decodeCursor } from '#server/db/cursor';
import { buildingsOfAccesses } from '../buildings/area.ts';
import { isMisspelt } from '../search/similar.ts';
import { similarNames } from '../search/similar-names.ts';
import { allEventsFound, findAllEvents, hasEvents } from './find-all-events.ts';
import type { EventFilters, ListEventsQuery } from './list-query.ts';
import { readHistory } from './read-history.ts';

/**
 * One page of what happened at all doors in scope, newest first unless asked otherwise, with similar names where a
 * search finds few. Reads the ledgers only. Throws Refusal `invalid` for a cursor of another list.
 */
export async function listEvents(session: Session, { cursor, ...query }: ListEventsQuery): Promise<Page<HistoryRow>> {
  await requirePermission(session, 'access.read');
  const { sort, limit, ...filters } = query;
  const order = { sort, filters };
  const place = decodeCursor(order, cursor);
  const page = await readHistory(
    findAllEvents(session, filters, { sort, place, limit: limit + 1 }),
    limit,
    order,
    place,
  );
  if (!isMisspelt(filters.q, place === null, page.items.length)) return page;
  const names = await similarNames({
    q: filters.q,
    buildingIds: buildingsOfAccesses(session, filters),
    isListed: (kind, named) => hasEvents(session, filters, kind, named),
    found: new Set(page.items.flatMap(({ person, door }) => [person?.name ?? '', door.name])),
  });
  return { ...page, ...(names.length > 0 ? { similarNames: names } : {}) };
}

/** How many events the same filters find. */
export async function countEvents(session: Session, filters: EventFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  return countRows(allEventsFound(session, filters));
}
