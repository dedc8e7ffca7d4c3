import Link from 'next/link';
import { counted, listed } from '#lib/messages/counts';
import type { PortfolioRow } from '#lib/schemas/portfolio';
import { columnsFor } from '@/components/data-table/columns';

const column = columnsFor<PortfolioRow>();

export const portfolioColumns = column.columns([
  column.accessor('name', {
    header: 'Portfolio',
    meta: { card: 'title', sortKey: 'name', width: 'w-[26%]' },
    cell: ({ row }) => (
      <Link
        href={`/buildings?portfolio=${row.original.id}`}
        prefetch={false}
        tabIndex={-1}
        dir="auto"
        className="font-medium"
      >
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor((portfolio) => listed(portfolio.buildings, 5), {
    id: 'names',
    header: 'Buildings',
    meta: { card: 'fact' },
    cell: ({ getValue, row }) => (
      <span dir="auto" title={row.original.buildings.join(', ')}>
        {getValue()}
      </span>
    ),
  }),
  column.display({
    id: 'size',
    header: 'Size',
    meta: { card: 'status', width: 'w-48', align: 'right' },
    cell: ({ row: { original } }) =>
      `${counted(original.buildings.length, 'building')}, ${counted(original.doors, 'door')}`,
  }),
]);
