'use client';

import type { PlanRow } from '#lib/schemas/plan';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { ListQuery } from '@/components/data-table/use-list';
import type { ListParams } from '@/components/data-table/use-list-search';
import { EmptyState } from '@/components/ui/empty-state';
import { plansParams } from '../search-params.ts';
import { plansColumns } from './plans-columns.tsx';

const source = {
  path: '/api/schedules/plans',
  item: async () => (await import('#lib/schemas/plan')).planRowSchema,
} as const;
const noun = { one: 'plan', many: 'plans' };
const row = {
  href: ({ id }: PlanRow) => `/schedules/plans/${id}`,
  name: ({ personName, vendorName }: PlanRow) => `${personName}, ${vendorName}`,
};
const states = [
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'ended', label: 'Ended' },
  { value: 'problems', label: 'With codes that failed' },
] as const;

export function PlansTable({ initial }: { initial: ListQuery<PlanRow, ListParams>['initial'] }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search plans by person or company"
      columns={plansColumns}
      query={{ source, shape: plansParams, initial }}
      row={row}
      filters={(list) => (
        <FilterSelect
          label="State"
          everything="All states"
          options={states}
          value={list.values.state}
          onChange={(state) => list.filter({ state })}
        />
      )}
      empty={
        <EmptyState kind="no-data" title="No codes are planned">
          Plan codes for people who come regularly: the cleaner on Tuesdays, the gardener in summer. They get a new code
          for each day.
        </EmptyState>
      }
      note="Codes are issued by this Gatehouse, one day at a time."
    />
  );
}
