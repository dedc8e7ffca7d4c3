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
    meta: { card: 'fact', sortKey: 'at', width: 'w-38 xl:w-68' },
    cell: ({ row }) => <When row={row.original} />,
  }),
  column.accessor((row) => actorName(row.actor), {
    id: 'actor',
    header: 'Who',
    meta: { width: 'w-28', from: 'lg' },
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
    header: 'About whom and where',
    meta: { width: 'w-[20%]', from: 'md' },
    cell: ({ row }) => <About row={row.original} />,
  }),
  column.accessor('phase', {
    header: 'Outcome',
    meta: { card: 'status', width: 'w-34' },
    cell: ({ getValue }) => <OutcomeMark phase={getValue()} />,
  }),
]);

function When({ row }: { row: ActivityRow }) {
  return (
    <>
      <bdi className="sm:hidden">{actorName(row.actor)} · </bdi>
      <span className="max-sm:hidden">{formatInstant(row.at, 'UTC')}</span>
      <span className="text-muted sm:max-xl:hidden">
        <span className="max-sm:hidden"> · </span>
        <Time instant={row.at} zone="UTC" />
      </span>
    </>
  );
}

function About({ row: { object, door, building } }: { row: ActivityRow }) {
  const name = object?.type === 'session' ? null : object?.name;
  return (
    <>
      {name && <Whom name={name} personId={object?.type === 'person' && object.isLinked ? object.id : null} />}
      {door && (
        <>
          {name && ' · '}
          <InnerLink href={`/doors/${door.id}`} name={door.name} />
        </>
      )}
      {building && (
        <span className="text-muted">
          {(name || door) && ' · '}
          <InnerLink href={`/buildings/${building.id}`} name={building.name} />
        </span>
      )}
    </>
  );
}

function Whom({ name, personId }: { name: string; personId: string | null }) {
  return personId ? <InnerLink href={`/people/${personId}`} name={name} /> : <bdi title={name}>{name}</bdi>;
}

function InnerLink({ href, name }: { href: string; name: string }) {
  return (
    <Link href={href} prefetch={false} tabIndex={-1} dir="auto" title={name}>
      {name}
    </Link>
  );
}
