import Link from 'next/link';
import type { UnitRow } from '#lib/schemas/unit';
import { formatLocalDate } from '#lib/time/format';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';

const column = columnsFor<UnitRow>();

export const unitColumns = column.columns([
  column.accessor('name', {
    header: 'Unit',
    meta: { card: 'title', sortKey: 'name', width: 'w-40' },
    cell: ({ row }) => (
      <Link href={`/units/${row.original.id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor('people', {
    id: 'people',
    header: 'Lives there',
    meta: { card: 'fact' },
    cell: ({ row: { original }, getValue }) =>
      getValue().length > 0 ? (
        <span title={getValue().join(', ')}>
          {original.leaseEnd && <span className="sm:hidden">Until {formatLocalDate(original.leaseEnd)} · </span>}
          <bdi>{getValue().join(', ')}</bdi>
        </span>
      ) : (
        <span className="text-muted">Nobody</span>
      ),
  }),
  column.accessor('buildingName', {
    header: 'Building',
    meta: { sortKey: 'building', width: 'w-[20%]', from: 'md' },
    cell: ({ getValue }) => <span dir="auto">{getValue()}</span>,
  }),
  column.accessor('doors', {
    id: 'doors',
    header: 'Private doors',
    meta: { width: 'w-[18%]', from: 'lg' },
    cell: ({ getValue }) =>
      getValue().length > 0 ? (
        <span dir="auto" title={getValue().join(', ')}>
          {getValue().join(', ')}
        </span>
      ) : (
        <StatusMark status="unconfirmed" word="None" />
      ),
  }),
  column.accessor('leaseEnd', {
    header: 'Lease ends',
    meta: { width: 'w-32' },
    cell: ({ getValue }) => {
      const day = getValue();
      return day && <time dateTime={day}>{formatLocalDate(day)}</time>;
    },
  }),
]);
