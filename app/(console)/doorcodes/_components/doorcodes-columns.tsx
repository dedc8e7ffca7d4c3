import { doorcodeNames } from '#lib/messages/access-facet-words';
import { doorcodeSentences } from '#lib/messages/access-words';
import type { AccessRow } from '#lib/schemas/access-row';
import { PersonCell, WindowCell } from '@/components/access/access-cells';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';

const column = columnsFor<AccessRow>();

export const doorcodesColumns = column.columns([
  column.accessor('buildingName', {
    header: 'Building',
    meta: { sortKey: 'building', width: 'w-[14%]', from: 'md' },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
  column.accessor('personName', {
    header: 'Person',
    meta: { card: 'title', sortKey: 'person', width: 'w-40' },
    cell: ({ row }) => <PersonCell access={row.original} />,
  }),
  column.accessor('doorName', {
    header: 'Door',
    meta: { card: 'fact' },
    cell: ({ row: { original } }) => (
      <span title={original.doorName}>
        <span dir="auto">{original.doorName}</span>{' '}
        <span className="md:hidden" dir="auto">
          {original.buildingName}
        </span>
      </span>
    ),
  }),
  column.accessor('end', {
    header: 'Window',
    meta: { sortKey: 'end', width: 'w-[31%]', from: 'lg' },
    cell: ({ row }) => <WindowCell access={row.original} />,
  }),
  column.display({
    id: 'code',
    header: 'Doorcode',
    meta: { card: 'status', width: 'w-44' },
    cell: ({ row }) => <CodeState access={row.original} />,
  }),
]);

function CodeState({ access: { doorcodeStatus, state } }: { access: AccessRow }) {
  const status = state === 'gone' || doorcodeStatus !== 'valid' ? 'ended' : state;
  const word = doorcodeStatus === 'valid' && state === 'scheduled' ? 'Works later' : doorcodeNames[doorcodeStatus];
  return (
    <span title={doorcodeSentences[doorcodeStatus]}>
      <StatusMark status={status} word={word} />
    </span>
  );
}
