import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Count } from '#lib/schemas/page';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { buildingsOfAccesses } from '../buildings/area.ts';
import { accessFilters, isRare, isSingle } from './access-filters.ts';
import { type AccessFilters, countAccessesQuery, type ListAccessesQuery } from './list-query.ts';
import { countFound, readAccesses } from './read-accesses.ts';

/**
 * One page of all accesses in scope, those that ended or were taken away included. Reads the mirror only. Throws
 * Refusal `invalid` for a cursor of another list.
 */
export async function listAccesses(session: Session, query: ListAccessesQuery): Promise<Page<AccessRow>> {
  await requirePermission(session, 'access.read');
  const at = await now();
  const filters = countAccessesQuery.strip().parse(query);
  return readAccesses(session, {
    ...query,
    filters,
    where: accessFilters(query, at, buildingsOfAccesses(session, query)),
    isSingle: isSingle(query),
    isRare: isRare(query),
    at,
  });
}

/** How many accesses the same filters find. */
export async function countAccesses(session: Session, filters: AccessFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  return countFound(session, {
    ...filters,
    where: accessFilters(filters, await now(), buildingsOfAccesses(session, filters)),
  });
}

/**
 * What the page of accesses opens with, and when that was by the domain's clock: what is said of it later is about no
 * more. Throws as `listAccesses` does.
 */
export async function openAccesses(
  session: Session,
  query: ListAccessesQuery,
): Promise<{ page: Page<AccessRow>; count: Count; shownAt: Instant }> {
  const shownAt = await now();
  const [page, count] = await Promise.all([
    listAccesses(session, query),
    countAccesses(session, countAccessesQuery.strip().parse(query)),
  ]);
  return { page, count, shownAt };
}
