'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { OperationDoorRow, OperationView } from '#lib/schemas/operation';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { ListQuery } from '@/components/data-table/use-list';
import { EmptyState } from '@/components/ui/empty-state';
import { operationParams } from '../search-params.ts';
import { DoorDecision } from './door-decision.tsx';
import { operationDoorColumns } from './operation-door-columns.tsx';

const noun = { one: 'door', many: 'doors' };
const shows = [
  { value: 'failed', label: 'Failed or unclear' },
  { value: 'open', label: 'Not settled yet' },
  { value: 'applied', label: 'Confirmed' },
  { value: 'cancelled', label: 'Not sent' },
] as const;

type Show = '' | (typeof shows)[number]['value'];
type Values = { q: ''; show: Show; sort: ''; cursor: string };
export type InitialDoors = ListQuery<OperationDoorRow, Values>['initial'];

type Props = { operation: OperationView; initial: InitialDoors; mayManage: boolean };

/** The doors of a large operation, page by page; read again whenever something of it settles. */
export function OperationDoorTable({ operation, initial, mayManage }: Props) {
  const client = useQueryClient();
  const path = `/api/operations/${operation.id}/doors` as const;
  const source = {
    path,
    item: async () => (await import('#lib/schemas/operation')).operationDoorRowSchema,
    isCounted: true,
    fixed: { id: operation.id },
  };
  const standing = JSON.stringify(operation.progress.counts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another standing means that rows have changed.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: [path] });
  }, [client, path, standing]);
  return (
    <DataTable
      noun={noun}
      columns={operationDoorColumns}
      exportAs="operation-doors"
      query={{ source, shape: operationParams, initial }}
      row={{
        href: (door) => (door.personId ? `/people/${door.personId}` : `/operations/${operation.id}`),
        name: (door) => `${door.personName}, ${door.doorName}`,
      }}
      filters={(list) => (
        <FilterSelect
          label="State"
          everything="All doors"
          options={shows}
          value={list.values.show}
          onChange={(show) => list.filter({ show })}
        />
      )}
      {...(mayManage && {
        rowActions: (door: OperationDoorRow) => <DoorDecision operationId={operation.id} door={door} />,
      })}
      empty={
        <EmptyState kind="no-data" title="No doors">
          This operation concerns no door in your buildings.
        </EmptyState>
      }
      note="What OpenKit answered, as it came in."
    />
  );
}
