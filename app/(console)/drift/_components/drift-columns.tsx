import Link from 'next/link';
import { driftSentence } from '#lib/messages/drift-words';
import type { DriftGroup } from '#lib/schemas/drift';
import { formatExact, formatThere } from '#lib/time/format';
import { columnsFor } from '@/components/data-table/columns';

const column = columnsFor<DriftGroup>();

export const driftColumns = column.columns([
  column.accessor(driftSentence, {
    id: 'what',
    header: 'What',
    meta: { card: 'title' },
    cell: ({ row: { original }, getValue }) => (
      <Link
        href={`/drift/${original.kind}/${original.subjectId}${original.accepted ? '?show=accepted' : ''}`}
        prefetch={false}
        tabIndex={-1}
        title={getValue()}
        className="font-medium"
      >
        {getValue()}
      </Link>
    ),
  }),
  column.accessor((group) => group.building?.name ?? 'Unknown building', {
    id: 'building',
    header: 'Building',
    meta: { width: 'w-[20%]', from: 'md' },
    cell: ({ getValue }) => <bdi title={getValue()}>{getValue()}</bdi>,
  }),
  column.accessor('lastAt', {
    header: 'Seen',
    meta: { card: 'fact', width: 'w-60' },
    cell: ({ row: { original } }) => formatThere(original.lastAt, original.building?.timeZone ?? null),
  }),
  column.display({
    id: 'accepted',
    header: 'Accepted',
    meta: { width: 'w-[22%]', from: 'lg' },
    cell: ({ row: { original } }) => <Accepted group={original} />,
  }),
]);

function Accepted({ group: { accepted } }: { group: DriftGroup }) {
  if (!accepted) return <span className="text-muted">Not yet</span>;
  const text = `${accepted.by}, ${formatExact(accepted.at, 'UTC')}${accepted.note ? `: ${accepted.note}` : ''}`;
  return <bdi title={text}>{text}</bdi>;
}
