import { granterShortNames } from '#lib/messages/access-facet-words';
import { accessRoleNames, giverText, meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import type { AccessRow } from '#lib/schemas/access-row';
import { DoorCell, PersonCell, StartCell, StateCell, WindowCell } from '@/components/access/access-cells';
import { columnsFor } from '@/components/data-table/columns';

const column = columnsFor<AccessRow>();

export const accessesColumns = column.columns([
  column.accessor('personName', {
    header: 'Person',
    meta: { card: 'title', sortKey: 'person', width: 'w-36' },
    cell: ({ row }) => <PersonCell access={row.original} />,
  }),
  column.accessor('doorName', {
    header: 'Door and building',
    meta: { card: 'fact', sortKey: 'door' },
    cell: ({ row }) => <DoorCell access={row.original} />,
  }),
  column.accessor(kindOf, { id: 'kind', header: 'Kind', meta: { width: 'w-[13%]', from: 'lg' } }),
  column.accessor('start', {
    header: 'Starts',
    meta: { sortKey: 'start', width: 'w-32', from: 'md', isExtra: true },
    cell: ({ row }) => <StartCell access={row.original} />,
  }),
  column.accessor('end', {
    header: 'Window',
    meta: { sortKey: 'end', width: 'w-[25%]', from: 'lg' },
    cell: ({ row }) => <WindowCell access={row.original} />,
  }),
  column.accessor((access) => meansNames[meansOf(access.passcodeType, access.doorcodeStatus)], {
    id: 'means',
    header: 'How',
    meta: { width: 'w-28', from: 'xl' },
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-38' },
    cell: ({ row }) => <StateCell access={row.original} />,
  }),
  column.accessor((access) => giverText(access, granterShortNames), {
    id: 'granter',
    header: 'Given by',
    meta: { width: 'w-[7%]', from: 'xl' },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
]);

/** Most people are no residents: their role is left out. */
function kindOf({ passcodeType, role, hostName }: AccessRow): string {
  const type = passcodeTypeNames[passcodeType];
  if (hostName) return `${type}, guest of ${hostName}`;
  return role === null || role === 'non_resident' ? type : `${type}, ${accessRoleNames[role].toLowerCase()}`;
}
