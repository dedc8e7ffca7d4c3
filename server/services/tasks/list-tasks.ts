import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { TaskRow } from '#lib/schemas/task';
import { requirePermission } from '#server/auth/policy';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { ListTasksQuery, TaskFilters } from './list-query.ts';

/** One page of what is to be finished outside OpenKit, in scope, oldest first. */
export async function listTasks(session: Session, query: ListTasksQuery): Promise<Page<TaskRow>> {
  await requirePermission(session, 'unit.read');
  const { building, portfolio, state } = query;
  const order = { sort: 'created', filters: { building, portfolio, state } };
  const place = decodeCursor(order, query.cursor);
  const { key, after, by } = keyset({
    columns: [{ column: sql`t.created_at`, type: 'timestamptz' }],
    id: sql`t.id`,
    isDescending: false,
    place,
  });
  const [found, freshness] = await Promise.all([
    db().execute<TaskRow & { key: string }>(sql`
      select t.id, t.kind, t.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
        t.unit_id as "unitId", u.name as "unitName", p.id as "personId",
        coalesce(${personName(sql`p`)}, t.person_name) as "personName", d.name as "doorName",
        assignee.name as "assigneeName", t.assignee_id is not distinct from ${session.staff.id}::uuid as "isMine",
        t.created_at as "createdAt", t.done_at as "doneAt", doer.name as "doneByName", ${key} as key
      from task t left join building b on b.id = t.building_id left join unit u on u.id = t.unit_id
      left join person p on p.id = ${personOf} and ${personInScope(session, sql`p.id`)} left join door d on d.id = t.door_id
      left join staff assignee on assignee.id = t.assignee_id left join staff doer on doer.id = t.done_by
      where ${taskFilters(session, query)} and ${after} order by ${by} limit ${query.limit + 1}`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, (row) => ({ key: row.key, id: row.id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/**
 * Somebody new is known by their lease: an operation may have moved in many. Of two of one name, nobody knows which.
 */
const personOf = sql`coalesce(t.person_id, (
  select min(n.person_id::text)::uuid from tenancy n
  where n.operation_id = t.operation_id and n.unit_id = t.unit_id and n.person_name = t.person_name
  having count(*) = 1))`;

/** How many the same filters find. */
export async function countTasks(session: Session, filters: TaskFilters): Promise<Count> {
  await requirePermission(session, 'unit.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from task t where ${taskFilters(session, filters)}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

function taskFilters(session: Session, { state, building, portfolio }: Omit<TaskFilters, 'q'>): SQL {
  const states: Record<TaskFilters['state'], SQL> = {
    '': sql`t.done_at is null`,
    mine: sql`t.done_at is null and t.assignee_id = ${session.staff.id}`,
    unassigned: sql`t.done_at is null and t.assignee_id is null`,
    done: sql`t.done_at is not null`,
  };
  return sql`${states[state]} and ${inScope(session, sql`t.building_id`)}
    and ${liesIn({ building, portfolio }, sql`t.building_id`)}`;
}
