import Link from 'next/link';
import { periodText } from '#lib/messages/certification-words';
import { counted } from '#lib/messages/counts';
import type { CertificationListRow } from '#lib/schemas/certification';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';

const column = columnsFor<CertificationListRow>();

/** "Gym, Juniper Hall", "Gym and 2 more doors, Juniper Hall". */
export const doorsText = ({ doorName, doorCount, buildingName }: CertificationListRow): string =>
  `${doorName}${doorCount > 1 ? ` and ${counted(doorCount - 1, 'more door')}` : ''}, ${buildingName}`;

export const certifyColumns = column.columns([
  column.accessor(doorsText, {
    id: 'doors',
    header: 'Doors',
    meta: { card: 'title' },
    cell: ({ row: { original }, getValue }) => (
      <Link href={`/schedules/certify/${original.id}`} prefetch={false} tabIndex={-1} title={getValue()}>
        <span className="font-medium" dir="auto">
          {getValue()}
        </span>
      </Link>
    ),
  }),
  column.accessor(periodText, {
    id: 'period',
    header: 'Days',
    meta: { card: 'fact', width: 'w-[26%]' },
    cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
  }),
  column.accessor('rows', {
    header: 'Accesses',
    meta: { width: 'w-24', align: 'right', from: 'lg' },
    cell: ({ getValue }) => getValue().toLocaleString('en'),
  }),
  column.accessor('createdAt', {
    header: 'Started',
    meta: { width: 'w-[18%]', from: 'md' },
    cell: ({ row: { original } }) => (
      <span title={original.staffName}>
        <Time instant={original.createdAt} zone={original.zone} />{' '}
        <span className="text-muted" dir="auto">
          {original.staffName}
        </span>
      </span>
    ),
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-44' },
    cell: ({ row: { original } }) => <SheetState sheet={original} />,
  }),
]);

function SheetState({ sheet: { signedAt, signedBy, rows, open } }: { sheet: CertificationListRow }) {
  if (signedAt !== null) {
    return (
      <span title={`Signed by ${signedBy}`}>
        <StatusMark status="active" word="Signed" />
      </span>
    );
  }
  return <StatusMark status="waiting" word={open === 0 ? 'To sign' : `${rows - open} of ${rows} decided`} />;
}
