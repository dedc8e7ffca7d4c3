import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { countFound, readAccesses } from '../accesses/read-accesses.ts';
import { endingFilter } from './ending-filter.ts';
import { countEndingQuery, type EndingFilters, type ListEndingQuery } from './list-query.ts';

/** One page of the accesses that run out, or should. Throws Refusal `invalid` for a cursor of another list. */
export async function listEnding(session: Session, query: ListEndingQuery): Promise<Page<AccessRow>> {
  await requirePermission(session, 'access.read');
  const at = await now();
  const filters = countEndingQuery.strip().parse(query);
  return readAccesses(session, { ...query, filters, where: await endingFilter(query, at), at });
}

/** How many accesses the same filters find. */
export async function countEnding(session: Session, filters: EndingFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  return countFound(session, { ...filters, where: await endingFilter(filters, await now()) });
}
