import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Count } from '#lib/schemas/page';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { countRows } from '#server/db/count-rows';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { buildingsOfAccesses } from '../buildings/area.ts';
import { isMisspelt } from '../search/similar.ts';
import { similarNames } from '../search/similar-names.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { AccessOrder, AccessSort } from './access-orders.ts';
import { describeAccesses } from './describe-accesses.ts';
import { type AccessSearch, accessesFound, findWholeAccesses } from './find-accesses.ts';

type AccessList = AccessSearch & {
  sort: AccessSort | `-${AccessSort}`;
  cursor: string;
  limit: number;
  /** What a cursor is bound to: the filters as the address has them. */
  filters: Record<string, string>;
  /** The domain's now. */
  at: Instant;
};

/**
 * One page of the accesses a list is about, with similar names where a search finds few. Throws Refusal `invalid` for a
 * cursor of another list.
 */
export async function readAccesses(session: Session, list: AccessList): Promise<Page<AccessRow>> {
  const order = { sort: list.sort, filters: list.filters };
  const place = decodeCursor(order, list.cursor);
  const rows = findWholeAccesses(session, list, { ...accessOrder(list.sort), place, limit: list.limit });
  const [found, freshness] = await Promise.all([describeAccesses(db(), session, rows, list.at), coverageNow(db())]);
  const page = cutPage(found, list.limit, order, place, ({ key, id }) => ({ key, id }));
  const items = page.items.map(({ key: _, ...row }) => row);
  const names = isMisspelt(list.q, place === null, items.length)
    ? await similarNames({
        q: list.q,
        buildingIds: buildingsOfAccesses(session, list),
        isListed: (kind, named) => sql`exists (
          select 1 from access a where ${idOf[kind]} = ${named} and ${accessesFound(session, { ...list, q: '' })})`,
        found: new Set(items.flatMap(({ personName, doorName }) => [personName, doorName])),
      })
    : [];
  return { ...page, items, ...(names.length > 0 ? { similarNames: names } : {}), ...freshness };
}

const idOf = { person: sql`a.person_id`, door: sql`a.door_id` };

const sorts: Record<AccessList['sort'], AccessSort> = {
  person: 'person',
  '-person': 'person',
  door: 'door',
  '-door': 'door',
  start: 'start',
  '-start': 'start',
  end: 'end',
  '-end': 'end',
  building: 'building',
  '-building': 'building',
};

/** `-end` is by end, downwards. */
export const accessOrder = (sort: AccessList['sort']): Pick<AccessOrder, 'sort' | 'isDescending'> => ({
  sort: sorts[sort],
  isDescending: sort.startsWith('-'),
});

/** How many accesses a list is about. */
export async function countFound(session: Session, search: AccessSearch): Promise<Count> {
  return countRows(sql`select 1 from access a where ${accessesFound(session, search)}`);
}
