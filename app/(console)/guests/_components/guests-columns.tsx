import type { AccessRow } from '#lib/schemas/access-row';
import { DoorCell, HostCell, PersonCell, StateCell, WindowCell } from '@/components/access/access-cells';
import { columnsFor } from '@/components/data-table/columns';

const column = columnsFor<AccessRow>();

export const guestsColumns = column.columns([
  column.accessor('personName', {
    header: 'Guest',
    meta: { card: 'title', sortKey: 'person', width: 'w-[20%]' },
    cell: ({ row }) => <PersonCell access={row.original} />,
  }),
  column.accessor('granterName', {
    header: 'Host',
    meta: { width: 'w-[18%]', from: 'md' },
    cell: ({ row }) => <HostCell access={row.original} />,
  }),
  column.accessor('doorName', {
    header: 'Door and building',
    meta: { card: 'fact', sortKey: 'door' },
    cell: ({ row }) => <DoorCell access={row.original} />,
  }),
  column.accessor('end', {
    header: 'Window',
    meta: { sortKey: 'end', width: 'w-[29%]', from: 'lg' },
    cell: ({ row }) => <WindowCell access={row.original} />,
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-32' },
    cell: ({ row }) => <StateCell access={row.original} />,
  }),
]);
