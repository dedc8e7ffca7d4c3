import { accessRoleNames } from '#lib/messages/access-words';
import type { AccessRow } from '#lib/schemas/access-row';
import { DoorCell, ExactWindowCell, PersonCell, StateCell } from '@/components/access/access-cells';
import { columnsFor } from '@/components/data-table/columns';
import { Time } from '@/components/ui/time';

const column = columnsFor<AccessRow>();

export const endingColumns = column.columns([
  column.accessor('personName', {
    header: 'Person',
    meta: { card: 'title', sortKey: 'person', width: 'w-[18%]' },
    cell: ({ row }) => <PersonCell access={row.original} />,
  }),
  column.accessor((access) => access.role && accessRoleNames[access.role], {
    id: 'kind',
    header: 'Role',
    meta: { width: 'w-28', from: 'xl' },
  }),
  column.accessor('doorName', {
    header: 'Door and building',
    meta: { card: 'fact', sortKey: 'door' },
    cell: ({ row }) => <DoorCell access={row.original} />,
  }),
  column.accessor('end', {
    header: 'Ends',
    meta: { card: 'more', sortKey: 'end', width: 'w-36' },
    cell: ({ row: { original } }) =>
      original.end === null ? 'Never' : <Time instant={original.end} zone={original.timeZone ?? 'UTC'} />,
  }),
  column.display({
    id: 'window',
    header: 'Window',
    meta: { width: 'w-[26%]', from: 'lg' },
    cell: ({ row }) => <ExactWindowCell access={row.original} />,
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-36' },
    cell: ({ row }) => <StateCell access={row.original} />,
  }),
]);
