import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Page } from '#lib/page';
import type { DoorState, OperationRow } from '#lib/schemas/operation';
import { uuid } from '#lib/schemas/uuid';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { recipientName } from '#server/db/names';
import { db } from '#server/db/pool';
import { areaQuery, liesIn } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';
import { coverageNow } from '../sync/coverage.ts';
import { isOfLate, standsThere } from './state-there.ts';
import { leavingBy, peopleIn } from './who-it-is-about.ts';

export const listOperationsQuery = z.strictObject({
  state: z.enum(['', 'active', 'unconfirmed', 'needs_person', 'failed7', 'finished']).default(''),
  ...areaQuery,
  person: z.union([z.literal(''), uuid]).default(''),
  ...pageQuery,
});
export type ListOperationsQuery = z.infer<typeof listOperationsQuery>;

/** One page of the operations with a door in scope, newest first, each cut to those doors. */
export async function listOperations(session: Session, query: ListOperationsQuery): Promise<Page<OperationRow>> {
  await requirePermission(session, 'operation.read');
  const order = {
    sort: '-created',
    filters: filtersOf(query),
  };
  const place = decodeCursor(order, query.cursor);
  const [found, freshness] = await Promise.all([db().execute<Found>(select(session, query, place)), coverageNow(db())]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(asRow), ...freshness };
}

type Found = OperationRow & { key: string; position: number; leavingName: string | null; leavingCount: number };

const asRow = ({ key: _key, position: _position, leavingName, leavingCount, ...row }: Found): OperationRow => ({
  ...row,
  personName: leavingName ?? row.personName,
  peopleCount: peopleIn(row.kind, row.peopleCount, leavingCount),
});

/** Walks the index on time and asks for each operation whether it may be seen, so that only one page is ever joined. */
function select(session: Session, query: ListOperationsQuery, place: Place | null): SQL {
  const columns: SortColumn[] = [{ column: sql`o.created_at`, type: 'timestamptz' }];
  const { key, after, by } = keyset({ columns, id: sql`o.id`, isDescending: true, place });
  const there = standsThere(session);
  return sql`
    with page as materialized (
      select o.id, o.kind, ${there.state} as state, o.staff_id, o.created_at, ${there.finishedAt} as finished_at,
        ${key} as key, row_number() over (order by ${by}) as position
      from operation o
      where ${inState(session, query.state)} and ${after} and exists (
        select 1 from operation_item_door d where d.operation_id = o.id and ${inScope(session, sql`d.building_id`)}
          and ${liesIn(query, sql`d.building_id`)} and ${hasDoor(query)})
      order by ${by} limit ${query.limit + 1}
    ), leaving as (
      select operation_id, min(name) as name, count(*) as people
      from (${leavingBy(session, sql`select id from page`)}) those_who_leave group by operation_id
    )
    select page.id, page.kind, page.state, s.name as "staffName", page.created_at as "createdAt",
      page.finished_at as "finishedAt", page.key,
      leaving.name as "leavingName", coalesce(leaving.people, 0) as "leavingCount", seen.*, first.*
    from page join staff s on s.id = page.staff_id left join leaving on leaving.operation_id = page.id
    cross join lateral (
      select count(distinct i.person_key) as "peopleCount", count(*) as "doorCount",
        count(*) filter (where d.state = 'applied') as "appliedDoors",
        count(*) filter (where d.state in ('rejected', 'cancelled')) as "refusedDoors",
        count(*) filter (where d.state = 'unknown') as "unconfirmedDoors"
      from operation_item_door d join operation_item i on i.id = d.item_id
      where d.operation_id = page.id and ${inScope(session, sql`d.building_id`)}
    ) seen
    cross join lateral (
      select ${recipientName(sql`i.recipient`)} as "personName" from operation_item i
      where i.operation_id = page.id and exists (
        select 1 from operation_item_door d where d.item_id = i.id and ${inScope(session, sql`d.building_id`)})
      order by i.position limit 1
    ) first
    order by page.position`;
}

const filtersOf = ({ state, portfolio, building, person }: ListOperationsQuery) => ({
  state,
  portfolio,
  building,
  person,
});

function inState(session: Session, state: ListOperationsQuery['state']): SQL {
  if (state === '') return sql`true`;
  if (state === 'unconfirmed') return sql`o.state = 'active'`;
  const { state: there } = standsThere(session);
  if (state === 'failed7') return sql`${isOfLate} and ${there} = 'finished'`;
  if (state === 'finished') return sql`${there} = 'finished'`;
  return sql`o.state in ('active', 'needs_person') and ${there} = ${state}`;
}

const doorStates: Partial<Record<ListOperationsQuery['state'], DoorState>> = {
  unconfirmed: 'unknown',
  needs_person: 'needs_person',
  failed7: 'rejected',
};

/** Condition on `operation_item_door d`: some states are a matter of doors, and a person is one of items. */
function hasDoor({ state, person }: Pick<ListOperationsQuery, 'state' | 'person'>): SQL {
  const sought = doorStates[state];
  const stands = sought ? sql`d.state = ${sought}` : sql`true`;
  if (!person) return stands;
  return sql`${stands} and exists (select 1 from operation_item i where i.id = d.item_id and i.person_id = ${person})`;
}
