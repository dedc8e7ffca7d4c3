import Link from 'next/link';
import { listed } from '#lib/messages/counts';
import { bundleKindNames } from '#lib/messages/unit-words';
import type { BundleRow } from '#lib/schemas/bundle';
import { columnsFor } from '@/components/data-table/columns';

const column = columnsFor<BundleRow>();

export const bundleColumns = column.columns([
  column.accessor('name', {
    header: 'Bundle',
    meta: { card: 'title', sortKey: 'name', width: 'w-[22%]' },
    cell: ({ row: { original } }) => (
      <Link href={`/bundles/${original.id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
        {original.name}
      </Link>
    ),
  }),
  column.accessor('buildingName', {
    header: 'Building',
    meta: { card: 'fact', sortKey: 'building', width: 'w-[20%]' },
    cell: ({ getValue }) => <span dir="auto">{getValue()}</span>,
  }),
  column.accessor('doors', {
    id: 'doors',
    header: 'Doors',
    meta: { from: 'md' },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue().join(', ')}>
        {listed(getValue(), 4)}
      </span>
    ),
  }),
  column.accessor('kind', {
    header: 'For',
    meta: { width: 'w-32', from: 'lg' },
    cell: ({ getValue }) => bundleKindNames[getValue()],
  }),
  column.accessor('people', {
    header: 'People',
    meta: { card: 'status', width: 'w-24', align: 'right' },
    cell: ({ getValue }) => (
      <>
        {getValue().toLocaleString('en')}
        <span className="sm:hidden"> people</span>
      </>
    ),
  }),
]);
