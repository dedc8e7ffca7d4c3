'use client';

import type { DryRunRow } from '#lib/schemas/dry-run';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { ListQuery } from '@/components/data-table/use-list';
import { EmptyState } from '@/components/ui/empty-state';
import { dryRunParams } from '../search-params.ts';
import { dryRunColumns, fileColumns } from './dry-run-columns.tsx';

const noun = { one: 'row', many: 'rows' };
const shows = [
  { value: 'calls', label: 'To be sent' },
  { value: 'refused', label: 'Not sent' },
] as const;

type Show = '' | (typeof shows)[number]['value'];
export type InitialRows = ListQuery<DryRunRow, { q: ''; show: Show; sort: ''; cursor: string }>['initial'];

type Props = { dryRunId: string; isFromFile: boolean; initial: InitialRows };

/** Every row: what would be sent for it, or why nothing would. */
export function DryRunTable({ dryRunId, isFromFile, initial }: Props) {
  const path = `/api/operations/dry-runs/${dryRunId}/rows` as const;
  return (
    <DataTable
      noun={noun}
      columns={isFromFile ? fileColumns : dryRunColumns}
      query={{
        source: { path, item: async () => (await import('#lib/schemas/dry-run')).dryRunRowSchema, isCounted: true },
        shape: dryRunParams,
        initial,
      }}
      row={{
        href: (row) => (row.personId ? `/people/${row.personId}` : ''),
        name: (row) => `${row.personName}, ${row.doorNames.join(', ')}`,
      }}
      filters={(list) => (
        <FilterSelect
          label="Rows"
          everything="All rows"
          options={shows}
          value={list.values.show}
          onChange={(show) => list.filter({ show })}
        />
      )}
      empty={
        <EmptyState kind="no-data" title="No rows">
          Nothing was chosen.
        </EmptyState>
      }
      note="Based on what had been read from OpenKit when the dry run was made."
    />
  );
}
