import Link from 'next/link';
import { activitySentence, actorName } from '#lib/messages/activity-words';
import type { ActivityRow } from '#lib/schemas/activity';
import { formatInstant } from '#lib/time/format';
import { columnsFor } from '@/components/data-table/columns';
import { Time } from '@/components/ui/time';
import { OutcomeMark } from './outcome-mark.tsx';
import { entryHash } from './use-open-entry.ts';

const column = columnsFor<ActivityRow>();

export const activityColumns = column.columns([
  column.accessor('at', {
    header: 'When (UTC)',
    meta: { card: 'fact', width: 'w-38 lg:w-60' },
    cell: ({ row }) => <When row={row.original} />,
  }),
  column.accessor((row) => actorName(row.actor), {
    id: 'actor',
    header: 'Who',
    meta: { width: 'w-36', from: 'md' },
    cell: ({ getValue }) => <bdi title={getValue()}>{getValue()}</bdi>,
  }),
  column.accessor(activitySentence, {
    id: 'what',
    header: 'What',
    meta: { card: 'title' },
    cell: ({ row, getValue }) => (
      <a href={entryHash(row.original.id)} tabIndex={-1} title={getValue()} className="font-medium">
        {getValue()}
      </a>
    ),
  }),
  column.display({
    id: 'about',
    header: 'Whom',
    meta: { width: 'w-[16%]', from: 'md' },
    cell: ({ row }) => <About row={row.original} />,
  }),
  column.display({
    id: 'where',
    header: 'Where',
    meta: { width: 'w-[15%]', from: 'lg' },
    cell: ({ row }) => <Where row={row.original} />,
  }),
  column.accessor('phase', {
    header: 'Outcome',
    meta: { card: 'status', width: 'w-36' },
    cell: ({ getValue }) => <OutcomeMark phase={getValue()} />,
  }),
]);

function When({ row }: { row: ActivityRow }) {
  return (
    <>
      <bdi className="sm:hidden">{actorName(row.actor)} · </bdi>
      <span className="max-sm:hidden">{formatInstant(row.at, 'UTC')}</span>
      <span className="text-muted sm:max-lg:hidden">
        <span className="max-sm:hidden"> · </span>
        <Time instant={row.at} zone="UTC" />
      </span>
    </>
  );
}

function About({ row: { object } }: { row: ActivityRow }) {
  if (!object?.name || object.type === 'session') return null;
  if (!object.isLinked || object.type !== 'person') return <bdi title={object.name}>{object.name}</bdi>;
  return (
    <Link href={`/people/${object.id}`} prefetch={false} tabIndex={-1} dir="auto" title={object.name}>
      {object.name}
    </Link>
  );
}

function Where({ row: { building } }: { row: ActivityRow }) {
  if (!building) return null;
  return (
    <Link href={`/buildings/${building.id}`} prefetch={false} tabIndex={-1} dir="auto" title={building.name}>
      {building.name}
    </Link>
  );
}
