import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Count } from '#lib/schemas/page';
import type { Instant } from '#lib/time/instant';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { type AccessOrder, type AccessSearch, type AccessSort, accessesFound, findAccesses } from './find-accesses.ts';
import { openOperation, standingAt } from './standing.ts';

type FoundRow = Omit<AccessRow, 'state'> & { goneAt: Instant | null; key: string };

type AccessList = AccessSearch & {
  sort: AccessSort | `-${AccessSort}`;
  cursor: string;
  limit: number;
  /** What a cursor is bound to: the filters as the address has them. */
  filters: Record<string, string>;
  /** The domain's now. */
  at: Instant;
};

/** One page of the accesses a list is about. Throws Refusal `invalid` for a cursor of another list. */
export async function readAccesses(session: Session, list: AccessList): Promise<Page<AccessRow>> {
  const order = { sort: list.sort, filters: list.filters };
  const place = decodeCursor(order, list.cursor);
  const ids = findAccesses(session, list, { ...accessOrder(list.sort), place, limit: list.limit });
  const [found, freshness] = await Promise.all([db().execute<FoundRow>(withFacts(session, ids)), coverageNow(db())]);
  const page = cutPage(found.rows, list.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map((row) => toRow(row, list.at)), ...freshness };
}

const sorts: Record<AccessList['sort'], AccessSort> = {
  person: 'person',
  '-person': 'person',
  door: 'door',
  '-door': 'door',
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
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from access a where ${accessesFound(session, search)}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

/** Adds to the ids found what the lists show of each; a host out of scope stays unnamed. */
const withFacts = (session: Session, found: SQL): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f)
  select a.id, a.person_id as "personId", p.first_name || ' ' || p.last_name as "personName", a.door_id as "doorId",
    coalesce(d.name, 'Unknown door') as "doorName", a.building_id as "buildingId",
    coalesce(b.name, 'Unknown building') as "buildingName", b.time_zone as "timeZone",
    a.passcode_type as "passcodeType", a.starts_at as start, a.ends_at as "end", a.day, a.role,
    a.granter_kind as "granterKind", host.id as "granterId", host.first_name || ' ' || host.last_name as "granterName",
    a.doorcode_status as "doorcodeStatus", a.gone_at as "goneAt", a.awaits_sync_since as "awaitsSyncSince", found.key, open.state as pending,
    open.action as "pendingKind"
  from found join access a on a.id = found.id join person p on p.id = a.person_id
  left join door d on d.id = a.door_id left join building b on b.id = a.building_id
  left join person host on a.granter_kind = 'user' and host.id = a.granter_id
    and ${personInScope(session, sql`host.id`)}
  left join lateral (${openOperation}) open on true
  order by found.position`;

const toRow = ({ goneAt, key: _, ...row }: FoundRow, at: Instant): AccessRow => ({
  ...row,
  ...standingAt({ ...row, goneAt }, at),
});
