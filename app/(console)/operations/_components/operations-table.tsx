'use client';

import type { Area } from '#lib/area';
import { operationTitle } from '#lib/messages/operation-words';
import type { OperationRow } from '#lib/schemas/operation';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { ListQuery } from '@/components/data-table/use-list';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { operationsParams } from '../search-params.ts';
import { operationColumns } from './operation-columns.tsx';

const source = {
  path: '/api/operations',
  item: async () => (await import('#lib/schemas/operation')).operationRowSchema,
} as const;
const noun = { one: 'operation', many: 'operations' };
const row = { href: (operation: OperationRow) => `/operations/${operation.id}`, name: operationTitle };
const states = [
  { value: 'active', label: 'Under way' },
  { value: 'unconfirmed', label: 'Not confirmed' },
  { value: 'needs_person', label: 'Needs a decision' },
  { value: 'failed7', label: 'Failed in the last 7 days' },
  { value: 'finished', label: 'Finished' },
] as const;

type State = '' | (typeof states)[number]['value'];
type Values = Area & { q: ''; state: State; person: string; sort: ''; cursor: string };

export function OperationsTable({ initial }: { initial: ListQuery<OperationRow, Values>['initial'] }) {
  return (
    <DataTable
      noun={noun}
      columns={operationColumns}
      query={{ source, shape: operationsParams, initial }}
      row={row}
      note="A record of everything that was ever asked."
      filters={(list) => (
        <>
          <FilterSelect
            label="State"
            everything="All states"
            options={states}
            value={list.values.state}
            onChange={(state) => list.filter({ state })}
          />
          {list.values.person && (
            <Button icon="close" onClick={() => list.filter({ person: '' })}>
              One person only
            </Button>
          )}
        </>
      )}
      empty={
        <EmptyState kind="no-data" title="Nothing has been sent yet">
          Everything given, changed or revoked from here is in this list, with who did it and what OpenKit answered.
        </EmptyState>
      }
    />
  );
}
