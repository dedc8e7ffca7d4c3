import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { seenBetween } from '../history/seen-between.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { DriftRowFilters, ListDriftRowsQuery } from './list-query.ts';

type FoundRow = Omit<HistoryRow, 'person' | 'door'> & {
  key: string;
  personId: string;
  personName: string | null;
  doorId: string;
  doorName: string;
};

/** One page of the changes of a group that are in scope, the newest first unless asked otherwise. */
export async function listDriftRows(session: Session, query: ListDriftRowsQuery): Promise<Page<HistoryRow>> {
  await requirePermission(session, 'access.read');
  const { cursor, limit, sort, kind, subject, show } = query;
  const order = { sort, filters: { kind, subject, show } };
  const place = decodeCursor(order, cursor);
  const { key, after, by } = keyset({
    columns: [{ column: sql`x.at`, type: 'timestamptz' }],
    id: sql`x.id`,
    isDescending: sort === '-at',
    place,
  });
  const [found, freshness] = await Promise.all([
    db().execute<FoundRow>(sql`
      with page as (
        select row_number() over (order by ${by}) as position, x.*, ${key} as key from drift x
        where ${isOfGroup(session, query)} and ${after} order by ${by} limit ${limit + 1})
      select x.id, x.key, e.at, e.name, e.cause, e.operation_id as "operationId", e.before, e.after,
        e.person_id as "personId", ${personName(sql`p`)} as "personName", e.door_id as "doorId",
        coalesce(d.name, 'Unknown door') as "doorName", b.name as "buildingName", b.time_zone as "timeZone",
        seen.since, seen."isBlind"
      from page x join access_event e on e.id = x.event_id
      left join person p on p.id = e.person_id left join door d on d.id = e.door_id
      left join building b on b.id = coalesce(e.building_id, d.building_id)
      left join lateral (${seenBetween}) seen on true
      order by x.position`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, limit, order, place, (row) => ({ key: row.key, id: row.id }));
  return { ...page, items: page.items.map(toRow), ...freshness };
}

/** How many changes of a group there are in scope. */
export async function countDriftRows(session: Session, query: DriftRowFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  const { rows } = await db().execute<{ count: number }>(sql`
    select count(*) as count from drift x where ${isOfGroup(session, query)}`);
  return { count: rows[0]?.count ?? 0, isExact: true };
}

/** How many open changes of a group there are in scope, and the newest of them: what accepting all of them is about. */
export async function openOfGroup(
  session: Session,
  group: Omit<DriftRowFilters, 'show'>,
): Promise<{ count: number; newest: number }> {
  await requirePermission(session, 'access.read');
  const { rows } = await db().execute<{ count: number; newest: number | null }>(sql`
    select count(*) as count, max(x.event_id) as newest from drift x
    where ${isOfGroup(session, { ...group, show: 'open' })}`);
  return { count: rows[0]?.count ?? 0, newest: rows[0]?.newest ?? 0 };
}

/** Condition on `drift x`: in this group and in scope. */
const isOfGroup = (session: Session, { kind, subject, show }: DriftRowFilters): SQL => sql`
  x.kind = ${kind} and x.subject_id = ${subject} and ${inScope(session, sql`x.building_id`)}
  and ${show === 'open' ? sql`x.accepted_at is null` : sql`x.accepted_at is not null`}`;

function toRow(row: FoundRow): HistoryRow {
  const { key: _, personId, personName, doorId, doorName, ...rest } = row;
  return {
    ...rest,
    isBlind: rest.isBlind ?? false,
    person: { id: personId, name: personName ?? '' },
    door: { id: doorId, name: doorName },
  };
}
