import Link from 'next/link';
import type { BuildingRow } from '#lib/schemas/building';
import { zoneCity } from '#lib/time/zone';
import { Attention } from '@/components/building/attention';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';

const column = columnsFor<BuildingRow>();

export const buildingColumns = column.columns([
  column.accessor('name', {
    header: 'Building',
    meta: { card: 'title', sortKey: 'name' },
    cell: ({ row }) => (
      <Link href={`/buildings/${row.original.id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor('portfolioName', {
    header: 'Portfolio',
    meta: { width: 'w-[12%]', from: 'lg' },
    cell: ({ getValue }) => <span dir="auto">{getValue() ?? 'None'}</span>,
  }),
  column.accessor((building) => building.address.join(', '), {
    id: 'address',
    header: 'Address',
    meta: { width: 'w-[14%]', from: 'xl' },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
  column.accessor('timeZone', {
    header: 'Time zone',
    meta: { width: 'w-24', from: 'lg' },
    cell: ({ getValue }) => {
      const zone = getValue();
      return zone === null ? (
        <StatusMark status="unconfirmed" word="None" />
      ) : (
        <span title={zone}>{zoneCity(zone)}</span>
      );
    },
  }),
  column.accessor('doors', {
    header: 'Doors',
    meta: { card: 'status', width: 'w-16', align: 'right' },
    cell: ({ getValue }) => (
      <>
        {getValue().toLocaleString('en')}
        <span className="sm:hidden"> doors</span>
      </>
    ),
  }),
  column.accessor('people', {
    header: 'People',
    meta: { width: 'w-16', align: 'right', from: 'md' },
    cell: ({ getValue }) => getValue().toLocaleString('en'),
  }),
  column.display({
    id: 'attention',
    header: 'Needs a look',
    meta: { card: 'fact', width: 'w-84' },
    cell: ({ row }) => (
      <span className="max-sm:whitespace-normal">
        <Attention building={row.original} isInRow />
      </span>
    ),
  }),
]);
