import type { OperationDoorRow } from '#lib/schemas/operation';
import { columnsFor } from '@/components/data-table/columns';
import { DoorReason } from '@/components/operation/door-reason';
import { DoorStateMark } from '@/components/operation/door-state-mark';

const column = columnsFor<OperationDoorRow>();

export const operationDoorColumns = column.columns([
  column.accessor('personName', {
    header: 'Person',
    meta: { card: 'title', width: 'w-1/4' },
    cell: ({ getValue }) => (
      <bdi className="font-medium" title={getValue()}>
        {getValue()}
      </bdi>
    ),
  }),
  column.display({
    id: 'door',
    header: 'Door',
    meta: { card: 'fact' },
    cell: ({ row: { original: door } }) => (
      <>
        <p className="truncate" title={`${door.doorName}, ${door.buildingName}`}>
          <bdi>{door.doorName}</bdi> <bdi className="text-muted">{door.buildingName}</bdi>
        </p>
        {door.tells && <p className="text-sm text-muted">Latch tells them with this call</p>}
        <DoorReason door={door} />
      </>
    ),
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-44' },
    cell: ({ row }) => <DoorStateMark state={row.original.state} />,
  }),
]);
