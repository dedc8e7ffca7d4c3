import Link from 'next/link';
import { causeWords, historyChanges, historySentence } from '#lib/messages/history-words';
import type { HistoryRow } from '#lib/schemas/history';
import { formatInstant, formatThere } from '#lib/time/format';
import { columnsFor } from '@/components/data-table/columns';
import { DoorLink } from '@/components/door/door-link';

const column = columnsFor<HistoryRow>();

const link = 'text-accent underline underline-offset-2';

const when = column.accessor('at', {
  header: 'When',
  meta: { card: 'fact', sortKey: 'at', width: 'w-60' },
  cell: ({ row }) => (
    <>
      <When row={row.original} />
      <span className="whitespace-normal sm:hidden"> · {causeWords(row.original.cause)}</span>
    </>
  ),
});

/** A card on a phone has no column for whom or which door: the names stand behind the sentence there. */
const what = (namesOf: (row: HistoryRow) => (string | undefined)[]) =>
  column.accessor(historySentence, {
    id: 'what',
    header: 'What',
    meta: { card: 'title' },
    cell: ({ row, getValue }) => {
      const changes = historyChanges(row.original);
      return (
        <span title={[getValue(), ...changes].join('\n')} className="whitespace-normal">
          <span className="font-medium">{getValue()}</span>
          {changes.length > 0 && <span className="text-muted"> · {changes.join(' · ')}</span>}
          {namesOf(row.original).map(
            (name) =>
              name && (
                <span key={name} className="sm:hidden">
                  {' · '}
                  <bdi>{name}</bdi>
                </span>
              ),
          )}
        </span>
      );
    },
  });

const whom = column.display({
  id: 'whom',
  header: 'Person',
  meta: { width: 'w-[16%]', from: 'md' },
  cell: ({ row: { original } }) =>
    original.person && (
      <Link
        href={`/people/${original.person.id}`}
        prefetch={false}
        tabIndex={-1}
        dir="auto"
        title={original.person.name}
      >
        {original.person.name}
      </Link>
    ),
});

const where = column.display({
  id: 'where',
  header: 'Door',
  meta: { width: 'w-[16%]', from: 'md' },
  cell: ({ row: { original } }) => <DoorLink door={original.door} />,
});

/** Among events of everywhere the building belongs to the door: most have a lobby. */
const whereThere = column.display({
  id: 'where',
  header: 'Door and building',
  meta: { width: 'w-[18%]', from: 'md' },
  cell: ({ row: { original } }) => (
    <>
      <DoorLink door={original.door} />
      {original.buildingName && (
        <bdi title={original.buildingName} className="block truncate text-muted">
          {original.buildingName}
        </bdi>
      )}
    </>
  ),
});

const building = column.accessor('buildingName', {
  header: 'Building',
  meta: { width: 'w-[16%]', from: 'lg', isExtra: true },
});

const cause = column.accessor((row) => causeWords(row.cause), {
  id: 'cause',
  header: 'Cause',
  meta: { width: 'w-[15%]', from: 'md' },
  cell: ({ row: { original }, getValue }) =>
    original.operationId ? (
      <Link
        href={`/operations/${original.operationId}`}
        prefetch={false}
        tabIndex={-1}
        className={`whitespace-normal ${link}`}
      >
        {getValue()}
      </Link>
    ) : (
      <span className="whitespace-normal">{getValue()}</span>
    ),
});

/** A person's history names the doors, a door's the people, a building's and that of everything both. */
export const historyColumns = {
  person: column.columns([when, what(({ door }) => [door.name]), where, building, cause]),
  door: column.columns([when, what(({ person }) => [person?.name]), whom, cause]),
  building: column.columns([when, what(({ person, door }) => [person?.name, door.name]), whom, where, cause]),
  everywhere: column.columns([
    when,
    what(({ person, door, buildingName }) => [person?.name, door.name, buildingName ?? undefined]),
    whom,
    whereThere,
    cause,
  ]),
};

/** The time it happened; for what was only seen, between which two readings. */
function When({ row }: { row: HistoryRow }) {
  if (row.since === null) return <span className="whitespace-normal">{formatThere(row.at, row.timeZone)}</span>;
  const since = formatInstant(row.since, row.timeZone ?? 'UTC');
  const span = `Seen at ${formatThere(row.at, row.timeZone)}, happened since ${since}${row.isBlind ? ', while OpenKit could not be read' : ''}`;
  return (
    <span title={span} className="whitespace-normal">
      {formatThere(row.at, row.timeZone)}
      <span className="text-muted">
        {' '}
        · since {since}
        {row.isBlind && ', blind'}
      </span>
    </span>
  );
}
