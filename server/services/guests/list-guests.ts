import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Count } from '#lib/schemas/page';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { accessFilters } from '../accesses/access-filters.ts';
import { countFound, readAccesses } from '../accesses/read-accesses.ts';
import { countGuestsQuery, type GuestFilters, type ListGuestsQuery } from './list-query.ts';

/**
 * One page of the accesses that residents shared, that we gave to guests of theirs, or whose role is guest. Reads the
 * mirror only. Throws Refusal `invalid` for a cursor of another list.
 */
export async function listGuests(session: Session, query: ListGuestsQuery): Promise<Page<AccessRow>> {
  await requirePermission(session, 'access.read');
  const at = await now();
  const filters = countGuestsQuery.strip().parse(query);
  return readAccesses(session, { ...query, filters, where: guestFilter(query, at), at });
}

/** How many accesses the same filters find. */
export async function countGuests(session: Session, filters: GuestFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  return countFound(session, { ...filters, where: guestFilter(filters, await now()) });
}

/** Newer deployments call everybody a guest who is no resident. Whom we let in for somebody is known here alone. */
export const guestFilter = (
  { state, ends, changes }: Pick<GuestFilters, 'state' | 'ends' | 'changes'>,
  at: Instant,
): SQL =>
  sql`(a.role = 'guest' or a.granter_kind = 'user' or a.id in (select access_id from guest_access)) and ${accessFilters({ state, ends, changes }, at) ?? sql`true`}`;
