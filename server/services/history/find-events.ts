import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { isUpwards } from '#server/db/keyset';
import { accessEventsFound, doorEventsFound, type HistorySubject } from './event-filters.ts';
import type { ListHistoryQuery } from './list-query.ts';

/** Where a row stands: its time, which ledger it is from, and its number there. */
type HistoryKey = { at: string; ledger: string; id: string };

export const keyText = ({ at, ledger, id }: HistoryKey): string => [at, ledger, id].join('\n');

function readKey({ key }: Place): HistoryKey {
  const [at = '', ledger = '', id = ''] = key.split('\n');
  const isOurs = !Number.isNaN(Date.parse(at)) && /^[12]$/.test(ledger) && /^\d{1,15}$/.test(id);
  if (!isOurs) throw new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });
  return { at, ledger, id };
}

/** An event of accesses or of doors as a row of one shape: `ledger` 1 = accesses, 2 = doors. */
export const eventColumns = {
  access: sql`1 as ledger, e.id, e.at, e.name, e.cause, e.operation_id, e.generation, e.person_id, e.door_id,
    e.building_id, e.before, e.after`,
  door: sql`2 as ledger, e.id, e.at, e.name, null as cause, null::uuid as operation_id, e.generation, null::uuid as person_id,
    e.door_id, e.building_id, e.before, e.after`,
};

/** Which page of events: the rows behind `place`, in the direction of reading. */
export type EventOrder = Pick<ListHistoryQuery, 'sort' | 'limit'> & { place: Place | null };

type Ledger = keyof typeof eventColumns;

const ledgers = {
  access: { number: sql`1`, table: sql`access_event` },
  door: { number: sql`2`, table: sql`door_event` },
};

/** Condition: behind the place of the order, and the order itself, for events `e` of this ledger. */
function orderOf(ledger: Ledger, { place, sort }: EventOrder): { after: SQL; by: SQL } {
  const direction = sql.raw(directionOf(sort, place));
  const start = place && readKey(place);
  const after = start
    ? sql`(e.at, ${ledgers[ledger].number}, e.id) ${sql.raw(directionOf(sort, place) === 'asc' ? '>' : '<')}
        (${start.at}::timestamptz, ${start.ledger}::int, ${start.id}::bigint)`
    : sql`true`;
  return { after, by: sql`e.at ${direction}, e.id ${direction}` };
}

/** The first `limit` events of one ledger for which `where` holds (a condition on `e`), with `eventColumns`. */
export function firstEvents(ledger: Ledger, where: SQL, order: EventOrder): SQL {
  const { after, by } = orderOf(ledger, order);
  return sql`
    select ${eventColumns[ledger]} from ${ledgers[ledger].table} e where ${where} and ${after}
    order by ${by} limit ${order.limit}`;
}

/**
 * Where the first `limit` events for which `where` holds stand, `id` and `at`, which an index tells without their rows.
 */
export function firstIds(ledger: Ledger, where: SQL, order: EventOrder, from = ledgers[ledger].table): SQL {
  const { after, by } = orderOf(ledger, order);
  return sql`select e.id, e.at from ${from} e where ${where} and ${after} order by ${by} limit ${order.limit}`;
}

/** The first `limit` of these events (queries with `eventColumns`), of whichever ledger. */
export function mergedEvents(parts: SQL[], { place, sort, limit }: EventOrder): SQL {
  const direction = directionOf(sort, place);
  const all = sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  );
  const by = sql.raw(`e.at ${direction}, e.ledger ${direction}, e.id ${direction}`);
  return sql`select * from (${all}) e order by ${by} limit ${limit}`;
}

const directionOf = (sort: EventOrder['sort'], place: Place | null): 'asc' | 'desc' =>
  isUpwards({ isDescending: sort === '-at', place }) ? 'asc' : 'desc';

type Asked = Omit<ListHistoryQuery, 'cursor'> & { subject: HistorySubject; place: Place | null };

/** The events of one subject. Each ledger is asked for no more than a page along its own index. */
export const findEvents = (session: Session, { subject, place, limit, sort, ...filters }: Asked): SQL =>
  mergedEvents(
    [
      firstEvents('access', accessEventsFound(session, subject, filters), { place, limit, sort }),
      firstEvents('door', doorEventsFound(session, subject, filters), { place, limit, sort }),
    ],
    { place, limit, sort },
  );
