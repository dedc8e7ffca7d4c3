import { type SQL, sql } from 'drizzle-orm';
import { accessEventNames, eventCauses } from '#lib/history';
import { dayWindow } from '#lib/time/day';
import { doorInScope, isByDoor } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { buildingsAsked, liesIn } from '../buildings/area.ts';
import { doorsAndBefore } from '../doors/doors-and-before.ts';
import { inSteps } from '../search/in-steps.ts';
import { matches } from '../search/matches.ts';
import { type EventOrder, firstEvents, mergedEvents, orderOf } from './find-events.ts';
import type { EventFilters } from './list-query.ts';

type Ledger = 'access' | 'door';

/** Events that a search collects from whoever and whatever it finds; where they are more, they are met soon along the order. */
const fewHits = 1200;

/** One page of all events in scope and in the area, with `eventColumns`. */
export function findAllEvents(session: Session, filters: EventFilters, order: EventOrder): SQL {
  const parts = ledgersOf(filters).map((ledger) => {
    const where = eventsFound(session, ledger, filters);
    const walk = (condition: SQL) => firstOfEach(shelvesOf(session, ledger, filters), ledger, condition, order);
    return filters.q.trim() ? searched(ledger, where, walk, order) : { steps: null, rows: walk(where) };
  });
  const steps = parts.flatMap(({ steps }) => (steps ? [steps] : []));
  const rows = mergedEvents(
    parts.map((part) => part.rows),
    order,
  );
  return steps.length === 0 ? rows : sql`with ${sql.join([hitsOf(session, filters), ...steps], sql`, `)} ${rows}`;
}

/** A row for each event that these filters find, to be counted. */
export function allEventsFound(session: Session, filters: EventFilters): SQL {
  const isSought = filters.q.trim() !== '';
  const rows = sql.join(
    ledgersOf(filters).map(
      (ledger) => sql`
        select 1 from ${tables[ledger]} e
        where ${eventsFound(session, ledger, filters)} and ${isSought ? isHit[ledger] : sql`true`}`,
    ),
    sql` union all `,
  );
  return isSought ? sql`with ${hitsOf(session, filters)} ${rows}` : rows;
}

const tables = { access: sql`access_event`, door: sql`door_event` };

/** What happened to doors has no cause: nobody here changes them. */
function ledgersOf({ kind, cause }: EventFilters): Ledger[] {
  if (cause !== '') return ['access'];
  if (kind === '') return ['access', 'door'];
  return [kind === 'door' ? 'door' : 'access'];
}

/** Condition on an event `e`: in scope, in the area, and found by the filters, a search apart. */
function eventsFound(session: Session, ledger: Ledger, filters: EventFilters): SQL {
  const { kind, cause, door, from, to } = filters;
  const conditions = [
    doorInScope(session, sql`e.building_id`, sql`e.door_id`),
    liesIn(filters, sql`e.building_id`),
    ...(door ? [sql`e.door_id in (${doorsAndBefore(sql`array[${door}]::uuid[]`)})`] : []),
    ...(ledger === 'access' && kind !== '' ? [sql`e.name = ${`access.${kind}`}`] : []),
    ...(cause === '' ? [] : [sql`e.cause = ${cause}`]),
    ...(from ? [sql`e.at >= ${dayWindow(from, 'UTC').start}::timestamptz`] : []),
    ...(to ? [sql`e.at < ${dayWindow(to, 'UTC').end}::timestamptz`] : []),
  ];
  return sql.join(conditions, sql` and `);
}

/** Where events stand in the order of time by an index: those of one door, of one building, or of one kind and cause. */
type Shelves = { each: SQL; isOn: SQL };

function shelvesOf(session: Session, ledger: Ledger, filters: EventFilters): Shelves | null {
  if (filters.door || isByDoor(session)) {
    const doors = filters.door
      ? doorsAndBefore(sql`array[${filters.door}]::uuid[]`)
      : sql`select d.id from door d where ${doorInScope(session, sql`d.building_id`, sql`d.id`)}`;
    return { each: sql`(${doors}) shelf`, isOn: sql`e.door_id = shelf.id` };
  }
  const buildings = buildingsAsked(session, filters);
  if (buildings !== 'all') return { each: sql`unnest(${buildings}) shelf(id)`, isOn: sql`e.building_id = shelf.id` };
  if (ledger === 'door') return null;
  const names = accessEventNames.filter((name) => filters.kind === '' || name === `access.${filters.kind}`);
  const causes = eventCauses.filter((cause) => filters.cause === '' || cause === filters.cause);
  return {
    each: sql`unnest(${sql.param(names)}::text[]) shelf(name) cross join unnest(${sql.param(causes)}::text[]) why(cause)`,
    isOn: sql`e.name = shelf.name and e.cause = why.cause`,
  };
}

/** The first of each shelf: the first of all are among them. */
function firstOfEach(shelves: Shelves | null, ledger: Ledger, where: SQL, order: EventOrder): SQL {
  if (shelves === null) return firstEvents(ledger, where, order);
  const first = firstEvents(ledger, sql`${shelves.isOn} and ${where}`, order);
  return sql`select of_one.* from ${shelves.each} cross join lateral (${first}) of_one`;
}

/** Whoever and whatever is called so, as CTEs. */
function hitsOf(session: Session, filters: EventFilters): SQL {
  const buildings = isByDoor(session) ? 'all' : buildingsAsked(session, filters);
  const isHere = (column: SQL) => (buildings === 'all' ? sql`true` : sql`${column} = any(${buildings})`);
  const called = matches(filters.q);
  return sql`
    person_hit as materialized (
      select id from person where (${called})
        and ${buildings === 'all' ? sql`true` : sql`id in (select person_id from person_building where ${isHere(sql`building_id`)})`}),
    door_hit as materialized (select id from door where (${called}) and ${isHere(sql`building_id`)})`;
}

/** Conditions on an event `e`, put so that they stay filters: as a join, PostgreSQL would put all events of the hits in order. */
const isHit = {
  access: sql`(e.person_id in (select id from person_hit) or e.door_id in (select id from door_hit)) is true`,
  door: sql`(e.door_id in (select id from door_hit)) is true`,
};

function searched(ledger: Ledger, where: SQL, walk: (where: SQL) => SQL, order: EventOrder): { steps: SQL; rows: SQL } {
  const { limit } = order;
  const { after, by } = orderOf(sql`e`, ledger, order);
  const firstOf = (kind: 'person' | 'door', also: SQL) => sql`
    select of_one.* from ${sql.raw(`${kind}_hit`)} hit cross join lateral (
      select e.id, e.at from ${tables[ledger]} e
      where ${sql.raw(`e.${kind}_id`)} = hit.id and ${where} and ${also} and ${after} order by ${by} limit ${limit}
    ) of_one`;
  const ofPeople = firstOf('person', sql`true`);
  const ofDoors = firstOf(
    'door',
    ledger === 'access' ? sql`(e.person_id not in (select id from person_hit)) is true` : sql`true`,
  );
  return inSteps(sql.raw(`${ledger}_found`), {
    near: null,
    enough: limit,
    // Each once, and none of them waits for all: what is too many is left after the first few.
    hits: ledger === 'access' ? sql`(${ofPeople}) union all (${ofDoors})` : ofDoors,
    few: fewHits,
    collected: (hit) =>
      firstEvents(ledger, sql`e.id = any(array(select e.id from ${hit} e order by ${by} limit ${limit}))`, order),
    walked: walk(sql`${where} and ${isHit[ledger]}`),
  });
}
