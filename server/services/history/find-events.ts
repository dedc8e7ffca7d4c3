import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
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
  access: sql`1 as ledger, e.id, e.at, e.name, e.cause, e.operation_id, e.person_id, e.door_id, e.building_id, e.before, e.after`,
  door: sql`2 as ledger, e.id, e.at, e.name, null as cause, null::uuid as operation_id, null::uuid as person_id, e.door_id,
    e.building_id, e.before, e.after`,
};

type Asked = Omit<ListHistoryQuery, 'cursor'> & { subject: HistorySubject; place: Place | null };

/**
 * The events of both ledgers behind `place`, in the direction of reading, with `eventColumns`. Each ledger is asked for
 * no more than `limit` rows along its own index.
 */
export function findEvents(session: Session, { subject, place, limit, sort, ...filters }: Asked): SQL {
  const isUpwards = (place?.dir === 'prev') !== (sort === 'at');
  const direction = sql.raw(isUpwards ? 'asc' : 'desc');
  const start = place && readKey(place);
  const after = (ledger: number): SQL =>
    start
      ? sql`(e.at, ${sql.raw(String(ledger))}, e.id) ${sql.raw(isUpwards ? '>' : '<')}
          (${start.at}::timestamptz, ${start.ledger}::int, ${start.id}::bigint)`
      : sql`true`;
  const order = sql`order by e.at ${direction}, e.id ${direction} limit ${limit}`;
  return sql`
    select * from (
      (select ${eventColumns.access} from access_event e
        where ${accessEventsFound(session, subject, filters)} and ${after(1)} ${order})
      union all
      (select ${eventColumns.door} from door_event e
        where ${doorEventsFound(session, subject, filters)} and ${after(2)} ${order})
    ) e order by e.at ${direction}, e.ledger ${direction}, e.id ${direction} limit ${limit}`;
}
