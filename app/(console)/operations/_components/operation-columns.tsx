import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import { operationTitle } from '#lib/messages/operation-words';
import type { OperationRow } from '#lib/schemas/operation';
import { columnsFor } from '@/components/data-table/columns';
import { type Status, StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';

const column = columnsFor<OperationRow>();

export const operationColumns = column.columns([
  column.accessor(operationTitle, {
    id: 'title',
    header: 'What',
    meta: { card: 'title' },
    cell: ({ row, getValue }) => (
      <Link
        href={`/operations/${row.original.id}`}
        prefetch={false}
        tabIndex={-1}
        dir="auto"
        title={getValue()}
        className="font-medium"
      >
        {getValue()}
      </Link>
    ),
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-48' },
    cell: ({ row }) => <OperationStanding operation={row.original} />,
  }),
  column.accessor('staffName', { header: 'By', meta: { width: 'w-40', from: 'md' } }),
  column.accessor('createdAt', {
    header: 'Asked for',
    meta: { card: 'fact', width: 'w-36' },
    cell: ({ getValue }) => <Time instant={getValue()} zone="UTC" />,
  }),
]);

function OperationStanding({ operation }: { operation: OperationRow }) {
  const { status, word } = standing(operation);
  return <StatusMark status={status} word={word} />;
}

function standing(operation: OperationRow): { status: Status; word: string } {
  const { state, doorCount, appliedDoors, refusedDoors, unconfirmedDoors } = operation;
  if (state === 'needs_person') return { status: 'unconfirmed', word: 'Needs a decision' };
  if (unconfirmedDoors > 0) return { status: 'unconfirmed', word: 'Not confirmed' };
  if (state === 'active') return { status: 'sending', word: `${appliedDoors} of ${counted(doorCount, 'door')}` };
  if (refusedDoors === doorCount) return { status: 'refused', word: 'Refused' };
  if (refusedDoors > 0) return { status: 'refused', word: `${refusedDoors} of ${doorCount} refused` };
  return { status: 'active', word: 'Confirmed' };
}
