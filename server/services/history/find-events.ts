import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { dayWindow } from '#lib/time/day';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { doorsAndBefore } from '../doors/doors-and-before.ts';
import type { ListHistoryQuery } from './list-query.ts';

export type HistorySubject = 'person' | 'door' | 'building';

/** Where a row stands: its time, which ledger it is from, and its number there. */
type HistoryKey = { at: string; ledger: string; id: string };

export const keyText = ({ at, ledger, id }: HistoryKey): string => [at, ledger, id].join('\n');

function readKey({ key }: Place): HistoryKey {
  const [at = '', ledger = '', id = ''] = key.split('\n');
  const isOurs = !Number.isNaN(Date.parse(at)) && /^[12]$/.test(ledger) && /^\d{1,15}$/.test(id);
  if (!isOurs) throw new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });
  return { at, ledger, id };
}

const doorAndBefore = (doorId: string): SQL => doorsAndBefore(sql`array[${doorId}]::uuid[]`);

const accessEventsOf: Record<HistorySubject, (id: string) => SQL> = {
  person: (id) => sql`e.person_id = ${id}`,
  door: (id) => sql`e.door_id in (${doorAndBefore(id)})`,
  building: (id) => sql`e.building_id = ${id}`,
};

const doorEventsOf: Record<HistorySubject, (id: string) => SQL> = {
  person: () => sql`false`,
  door: (id) => sql`e.door_id in (${doorAndBefore(id)})`,
  building: (id) => sql`e.building_id = ${id}`,
};

type Asked = Omit<ListHistoryQuery, 'q' | 'sort' | 'cursor' | 'limit'>;

/** Condition on an event `e`: it lies in the days asked for. */
const happenedIn = ({ from, to }: Asked): SQL => sql`
  ${from ? sql`e.at >= ${dayWindow(from, 'UTC').start}` : sql`true`}
  and ${to ? sql`e.at < ${dayWindow(to, 'UTC').end}` : sql`true`}`;

/** What happened to doors has no cause: nobody here changes them. */
const isDoorEventAsked = ({ kind, cause }: Asked): SQL =>
  (kind === '' || kind === 'door') && cause === '' ? sql`true` : sql`false`;

function isAccessEventAsked({ kind, cause }: Asked): SQL {
  if (kind === 'door') return sql`false`;
  return sql`${kind ? sql`e.name = ${`access.${kind}`}` : sql`true`} and ${cause ? sql`e.cause = ${cause}` : sql`true`}`;
}

/**
 * The events of both ledgers behind `place`, in the direction of reading, as rows of one shape: `ledger` 1 = accesses,
 * 2 = doors. Each ledger is asked for no more than `limit` rows along its own index.
 */
export function findEvents(
  session: Session,
  { subject, asked, place, limit }: { subject: HistorySubject; asked: Asked; place: Place | null; limit: number },
): SQL {
  const isBackward = place?.dir === 'prev';
  const direction = sql.raw(isBackward ? 'asc' : 'desc');
  const start = place && readKey(place);
  const after = (ledger: number): SQL =>
    start
      ? sql`(e.at, ${sql.raw(String(ledger))}, e.id) ${sql.raw(isBackward ? '>' : '<')}
          (${start.at}::timestamptz, ${start.ledger}::int, ${start.id}::bigint)`
      : sql`true`;
  const order = sql`order by e.at ${direction}, e.id ${direction} limit ${limit}`;
  return sql`
    select * from (
      (select 1 as ledger, e.id, e.at, e.name, e.cause, e.operation_id, e.person_id, e.door_id, e.building_id, e.before,
        e.after
      from access_event e
      where ${accessEventsOf[subject](asked.id)} and ${doorInScope(session, sql`e.building_id`, sql`e.door_id`)}
        and ${isAccessEventAsked(asked)} and ${happenedIn(asked)} and ${after(1)} ${order})
      union all
      (select 2, e.id, e.at, e.name, null, null, null, e.door_id, e.building_id, e.before, e.after
      from door_event e
      where ${doorEventsOf[subject](asked.id)} and ${doorInScope(session, sql`e.building_id`, sql`e.door_id`)}
        and ${isDoorEventAsked(asked)} and ${happenedIn(asked)} and ${after(2)} ${order})
    ) e order by e.at ${direction}, e.ledger ${direction}, e.id ${direction} limit ${limit}`;
}
