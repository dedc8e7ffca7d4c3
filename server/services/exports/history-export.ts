import { type SQL, sql } from 'drizzle-orm';
import { causeWords, historyChanges, historySentence } from '#lib/messages/history-words';
import type { ExportSelection } from '#lib/schemas/export';
import type { HistoryRow } from '#lib/schemas/history';
import { withOffset } from '#lib/time/offset';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { describeEvents, toHistoryRow } from '../history/describe-events.ts';
import type { HistorySubject } from '../history/event-filters.ts';
import { findAllEvents } from '../history/find-all-events.ts';
import { eventColumns, findEvents } from '../history/find-events.ts';
import { listEventsQuery, listHistoryQuery } from '../history/list-query.ts';
import { exportedList } from './exported-list.ts';
import { everything, filtersOf } from './found-ids.ts';

const zoneOf = ({ timeZone }: HistoryRow): string => timeZone ?? 'UTC';

const door = { head: 'Door', cell: (row: HistoryRow): string | null => row.door.name };
const building = { head: 'Building', cell: (row: HistoryRow): string | null => row.buildingName };

/** Events as their page tells them, from a query that finds them. Its rows are no selection. */
const eventsFrom = (events: (session: Session, selection: ExportSelection) => SQL, where = [door]) =>
  exportedList<HistoryRow>({
    permission: 'access.read',
    found: async (session, selection) =>
      sql`select e.ledger || '-' || e.id as id from (${events(session, selection)}) e`,
    read: async (tx, session, ids) => {
      const numbers = (ledger: number) => ids.flatMap((id) => (id.startsWith(`${ledger}-`) ? [id.slice(2)] : []));
      const isMeant = (ledger: number) => sql`e.id = any(${sql.param(numbers(ledger))}::bigint[])
        and ${doorInScope(session, sql`e.building_id`, sql`e.door_id`)}`;
      const found = await describeEvents(
        tx,
        sql`
          select ${eventColumns.access} from access_event e where ${isMeant(1)}
          union all
          select ${eventColumns.door} from door_event e where ${isMeant(2)}`,
      );
      const rows = new Map(found.map(toHistoryRow).map((row) => [row.id, row]));
      return ids.flatMap((id) => rows.get(id) ?? []);
    },
    columns: {
      at: [
        { head: 'When', cell: (row) => withOffset(row.at, zoneOf(row)) },
        { head: 'Not yet at', cell: (row) => row.since && withOffset(row.since, zoneOf(row)) },
        { head: 'OpenKit could not be read', cell: ({ isBlind }) => (isBlind ? 'Yes' : 'No') },
        { head: 'Time zone', cell: zoneOf },
      ],
      what: [
        { head: 'What', cell: historySentence },
        { head: 'Changes', cell: (row) => historyChanges(row).join('; ') },
      ],
      whom: [{ head: 'Person', cell: ({ person }) => person?.name ?? null }],
      where,
      buildingName: [building],
      cause: [
        { head: 'Cause', cell: ({ cause }) => causeWords(cause) },
        { head: 'Operation', cell: ({ operationId }) => operationId },
      ],
    },
  });

/** What happened to a person, door or building. */
export const historyExport = (subject: HistorySubject) =>
  eventsFrom((session, selection) => {
    const query = filtersOf(selection, listHistoryQuery);
    return findEvents(session, { ...query, subject, place: null, limit: everything });
  });

/** What happened at all doors. */
export const eventsExport = eventsFrom(
  (session, selection) => {
    const { sort, ...filters } = filtersOf(selection, listEventsQuery);
    return findAllEvents(session, filters, { sort, place: null, limit: everything });
  },
  [door, building],
);
