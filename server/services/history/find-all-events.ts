import { type SQL, sql } from 'drizzle-orm';
import { accessEventNames, eventCauses } from '#lib/history';
import { dayWindow } from '#lib/time/day';
import { doorInScope, isByDoor } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { andBefore } from '#server/db/successors';
import { buildingsAsked, liesIn } from '../buildings/area.ts';
import { matches } from '../search/matches.ts';
import { type EventOrder, firstEvents, firstIds, mergedEvents } from './find-events.ts';
import type { EventFilters } from './list-query.ts';

type Ledger = 'access' | 'door';

/**
 * Found people, and found doors, whose own events are looked through; those of more are met soon along the order, and
 * of some buildings there are not that many.
 */
const fewHits = { everywhere: 600, there: 200 };

/** One page of all events in scope and in the area, with `eventColumns`. */
export function findAllEvents(session: Session, filters: EventFilters, order: EventOrder): SQL {
  const isSought = filters.q.trim() !== '';
  const parts = ledgersOf(filters).map((ledger) => {
    const shelves = shelvesOf(session, ledger, filters);
    const where = eventsFound(session, ledger, filters);
    return isSought ? searched(ledger, where, shelves, order) : firstOfEach(shelves, where, ofLedger(ledger, order));
  });
  const rows = mergedEvents(parts, order);
  return isSought ? sql`with ${hitsOf(session, filters)}, ${areMany(session, filters)} ${rows}` : rows;
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

/** Condition: an event that these filters find, a search apart, is about the person or door of this id. */
export function hasEvents(session: Session, filters: EventFilters, kind: 'person' | 'door', id: SQL): SQL {
  const any = ledgersOf(filters).flatMap((ledger) =>
    // What happens to a door is about nobody.
    kind === 'person' && ledger === 'door'
      ? []
      : [
          sql`exists (select 1 from ${tables[ledger]} e
            where ${sql.raw(`e.${kind}_id`)} = ${id} and ${eventsFound(session, ledger, filters)})`,
        ],
  );
  return any.length > 0 ? sql`(${sql.join(any, sql` or `)})` : sql`false`;
}

/** Condition on an event `e`: in scope, in the area, and found by the filters, a search apart. */
function eventsFound(session: Session, ledger: Ledger, filters: EventFilters): SQL {
  const { kind, cause, door, from, to } = filters;
  const conditions = [
    doorInScope(session, sql`e.building_id`, sql`e.door_id`),
    liesIn(filters, sql`e.building_id`),
    ...(door ? [sql`e.door_id in (${andBefore('door', sql`array[${door}]::uuid[]`)})`] : []),
    ...(ledger === 'access' && kind !== '' ? [sql`e.name = ${`access.${kind}`}`] : []),
    ...(cause === '' ? [] : [sql`e.cause = ${cause}`]),
    ...(from ? [sql`e.at >= ${dayWindow(from, 'UTC').start}::timestamptz`] : []),
    ...(to ? [sql`e.at < ${dayWindow(to, 'UTC').end}::timestamptz`] : []),
  ];
  return sql.join(conditions, sql` and `);
}

/**
 * Where events stand in the order of time by an index: those of one door, of one building, or of one kind and cause.
 */
type Shelves = { each: SQL; isOn: SQL };

function shelvesOf(session: Session, ledger: Ledger, filters: EventFilters): Shelves | null {
  if (filters.door || isByDoor(session)) {
    const doors = filters.door
      ? andBefore('door', sql`array[${filters.door}]::uuid[]`)
      : sql`select d.id from door d where ${doorInScope(session, sql`d.building_id`, sql`d.id`)}`;
    return { each: sql`(${doors}) shelf`, isOn: sql`e.door_id = shelf.id` };
  }
  const buildings = buildingsAsked(session, filters);
  if (buildings !== 'all') return { each: sql`unnest(${buildings}) shelf(id)`, isOn: sql`e.building_id = shelf.id` };
  if (ledger === 'door' || (filters.kind === '' && filters.cause === '')) return null;
  const names = accessEventNames.filter((name) => filters.kind === '' || name === `access.${filters.kind}`);
  const causes = eventCauses.filter((cause) => filters.cause === '' || cause === filters.cause);
  return {
    each: sql`unnest(${sql.param(names)}::text[]) shelf(name) cross join unnest(${sql.param(causes)}::text[]) why(cause)`,
    isOn: sql`e.name = shelf.name and e.cause = why.cause`,
  };
}

type FirstOf = (where: SQL) => SQL;

const ofLedger =
  (ledger: Ledger, order: EventOrder): FirstOf =>
  (where) =>
    firstEvents(ledger, where, order);

/** The first of each shelf: the first of all are among them. */
function firstOfEach(shelves: Shelves | null, where: SQL, firstOf: FirstOf): SQL {
  if (shelves === null) return firstOf(where);
  return sql`select of_one.* from ${shelves.each} cross join lateral (${firstOf(sql`${shelves.isOn} and ${where}`)}) of_one`;
}

/** Of so few buildings everybody is soon looked through; of more it costs less to find people wherever they are. */
const fewBuildings = 3;

/** Whoever and whatever is called so, as CTEs. What is elsewhere has no events here. */
function hitsOf(session: Session, filters: EventFilters): SQL {
  const { scope } = session;
  const areFew = filters.building !== '' || (scope !== 'all' && scope.buildingIds.length <= fewBuildings);
  const buildings = areFew && !isByDoor(session) ? buildingsAsked(session, filters) : 'all';
  const isHere = (column: SQL) => (buildings === 'all' ? sql`true` : sql`${column} = any(${buildings})`);
  const called = matches(filters.q);
  return sql`
    person_hit as materialized (
      select id from person where (${called})
        and ${buildings === 'all' ? sql`true` : sql`id in (select person_id from person_building where ${isHere(sql`building_id`)})`}),
    door_hit as materialized (select id from door where (${called}) and ${isHere(sql`building_id`)})`;
}

function areMany(session: Session, filters: EventFilters): SQL {
  const few = buildingsAsked(session, filters) === 'all' ? fewHits.everywhere : fewHits.there;
  return sql`are_many as materialized (
    select (select count(*) from person_hit) > ${few} or (select count(*) from door_hit) > ${few} as yes)`;
}

/**
 * Conditions on an event `e`, put so that they stay filters: as a join, PostgreSQL would put all events of the hits in
 * order.
 */
const isHit = {
  access: sql`(e.person_id in (select id from person_hit) or e.door_id in (select id from door_hit)) is true`,
  door: sql`(e.door_id in (select id from door_hit)) is true`,
};

/**
 * The first events of whoever and whatever was found, looked for among those of each, or along the order where that
 * would be too many. Either way an index alone tells which they are; rows are read of the page only.
 */
function searched(ledger: Ledger, where: SQL, shelves: Shelves | null, order: EventOrder): SQL {
  const firstOf: FirstOf = (condition) => firstIds(ledger, condition, order);
  const ofEach = (kind: 'person' | 'door') => sql`
    select of_one.* from ${sql.raw(`${kind}_hit`)} hit cross join lateral (
      ${firstOf(sql`${sql.raw(`e.${kind}_id`)} = hit.id and ${where}`)}
    ) of_one where not (select yes from are_many)`;
  const ids = sql`
    ${ledger === 'access' ? sql`${ofEach('person')} union` : sql``} ${ofEach('door')}
    union all
    select walked.* from (${firstOfEach(shelves, where, (on) => firstOf(sql`${on} and ${isHit[ledger]}`))}) walked
    where (select yes from are_many)`;
  const first = firstIds(ledger, sql`true`, order, sql`(${ids})`);
  return firstEvents(ledger, sql`e.id = any(array(select id from (${first}) first))`, order);
}
