import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { DoorAccessRow } from '#lib/schemas/door-access';
import type { Count } from '#lib/schemas/page';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { openOperation, standingAt } from '../accesses/standing.ts';
import { hostColumns, joinHost } from '../guests/host-of.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { DoorAccessFilters, ListDoorAccessesQuery } from './accesses-query.ts';
import { doorAccesses } from './find-door-accesses.ts';

type FoundRow = Omit<DoorAccessRow, 'state'> & { goneAt: Instant | null; key: string };

/** One page of who could, can or will open a door. A door out of scope has none. Reads the mirror only. */
export async function listDoorAccesses(session: Session, query: ListDoorAccessesQuery): Promise<Page<DoorAccessRow>> {
  await requirePermission(session, 'access.read');
  const { id, show, q } = query;
  const order = { sort: query.sort, filters: { id, show, q } };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<FoundRow>(withFacts(session, findPage(session, query, place, at), at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map((row) => toRow(row, at)), ...freshness };
}

/** How many accesses the same filters find. */
export async function countDoorAccesses(session: Session, filters: DoorAccessFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from (${doorAccesses(session, filters, await now())}) held`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

const byName: SortColumn = { column: sql`held.sort_name`, type: 'text' };
const byEnd: SortColumn = { column: sql`held.ends_at`, type: 'timestamptz' };

function findPage(session: Session, query: ListDoorAccessesQuery, place: Place | null, at: Instant): SQL {
  const columns = query.sort.endsWith('end') ? [byEnd, byName] : [byName];
  const isDescending = query.sort.startsWith('-');
  const { key, after, by } = keyset({ columns, id: sql`held.id`, isDescending, place });
  return sql`
    with held as materialized (${doorAccesses(session, query, at)})
    select held.id, ${key} as key from held where ${after} order by ${by} limit ${query.limit + 1}`;
}

const withFacts = (session: Session, found: SQL, at: Instant): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f)
  select a.id, a.person_id as "personId", ${personName(sql`p`)} as "personName",
    b.time_zone as "timeZone", a.passcode_type as "passcodeType", a.starts_at as start, a.ends_at as "end", a.role,
    a.granter_kind as "granterKind", ${personName(sql`g`)} as "granterName",
    ${hostColumns},
    a.doorcode_status as "doorcodeStatus", a.gone_at as "goneAt", a.awaits_sync_since as "awaitsSyncSince", found.key, open.state as pending,
    open.action as "pendingKind"
  from found join access a on a.id = found.id join person p on p.id = a.person_id
  left join building b on b.id = a.building_id
  left join person g on a.granter_kind = 'user' and g.id = a.granter_id and ${personInScope(session, sql`g.id`)}
  ${joinHost(session, at)}
  left join lateral (${openOperation}) open on true
  order by found.position`;

const toRow = ({ goneAt, key: _, ...row }: FoundRow, at: Instant): DoorAccessRow => ({
  ...row,
  ...standingAt({ ...row, goneAt }, at),
});
