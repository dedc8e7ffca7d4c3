import { type SQL, sql } from 'drizzle-orm';
import { dayWindow } from '#lib/time/day';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { andBefore } from '#server/db/successors';
import { buildingFound } from '../buildings/find-buildings.ts';
import { matches } from '../search/matches.ts';
import type { HistoryFilters } from './list-query.ts';

export type HistorySubject = 'person' | 'door' | 'building';

const isOfDoor = (doorId: string): SQL => sql`e.door_id in (${andBefore('door', sql`array[${doorId}]::uuid[]`)})`;

const doorEventsOf: Record<HistorySubject, (id: string) => SQL> = {
  person: () => sql`false`,
  door: isOfDoor,
  building: (id) => sql`e.building_id = ${id}`,
};

const accessEventsOf = { ...doorEventsOf, person: (id: string) => sql`e.person_id = ${id}` };

/** Doors of the building that are called so. An array is made once, and their events are then looked up by an index. */
const doorsCalled = (q: string, buildingId: string): SQL => sql`
  e.door_id = any(array(select id from door where building_id = ${buildingId} and (${matches(q)})))`;

/** Condition on an access event `e`: whom or what it is about, beside the subject itself, is called so. */
const accessesCalled: Record<HistorySubject, (q: string, id: string) => SQL> = {
  person: (q) => sql`(
    e.door_id in (select id from door where ${matches(q)})
    or e.building_id in (select b.id from building b where ${buildingFound(q)}))`,
  door: (q) => sql`e.person_id in (select id from person where ${matches(q)})`,
  building: (q, id) => sql`(${doorsCalled(q, id)} or e.person_id = any(array(
    select id from person where (${matches(q)})
      and id in (select pb.person_id from person_building pb where pb.building_id = ${id}))))`,
};

/** The same for an event of a door, which is about nobody. */
const doorsFound: Record<HistorySubject, (q: string, id: string) => SQL> = {
  person: () => sql`false`,
  door: () => sql`false`,
  building: doorsCalled,
};

/** Condition on `access_event e`: of this subject, in scope, and found by the filters. */
export function accessEventsFound(session: Session, subject: HistorySubject, filters: HistoryFilters): SQL {
  const { id, q, kind, cause } = filters;
  return allOf([
    accessEventsOf[subject](id),
    q.trim() && accessesCalled[subject](q, id),
    kind && (kind === 'door' ? sql`false` : sql`e.name = ${`access.${kind}`}`),
    cause && sql`e.cause = ${cause}`,
    ...whereAndWhen(session, subject, filters),
  ]);
}

/** Condition on `door_event e`: the same. What happened to doors has no cause: nobody here changes them. */
export function doorEventsFound(session: Session, subject: HistorySubject, filters: HistoryFilters): SQL {
  const { id, q, kind, cause } = filters;
  return allOf([
    doorEventsOf[subject](id),
    q.trim() && doorsFound[subject](q, id),
    (kind !== '' && kind !== 'door') || cause !== '' ? sql`false` : '',
    ...whereAndWhen(session, subject, filters),
  ]);
}

/**
 * A building itself is in scope or not, whatever the event: asked of each, PostgreSQL would expect next to none of
 * them.
 */
const whereAndWhen = (
  session: Session,
  subject: HistorySubject,
  { id, door, from, to }: HistoryFilters,
): (SQL | '')[] => [
  doorInScope(session, subject === 'building' ? sql`${id}::uuid` : sql`e.building_id`, sql`e.door_id`),
  door && isOfDoor(door),
  from && sql`e.at >= ${dayWindow(from, 'UTC').start}`,
  to && sql`e.at < ${dayWindow(to, 'UTC').end}`,
];

const allOf = (conditions: (SQL | '')[]): SQL =>
  sql.join(
    conditions.filter((condition) => condition !== ''),
    sql` and `,
  );
