'use client';

import type { CertificationListRow } from '#lib/schemas/certification';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { ListQuery } from '@/components/data-table/use-list';
import type { ListParams } from '@/components/data-table/use-list-search';
import { EmptyState } from '@/components/ui/empty-state';
import { certifyParams } from '../search-params.ts';
import { certifyColumns, doorsText } from './certify-columns.tsx';

const source = {
  path: '/api/schedules/certify',
  item: async () => (await import('#lib/schemas/certification')).certificationListRowSchema,
} as const;
const noun = { one: 'worksheet', many: 'worksheets' };
const row = {
  href: ({ id }: CertificationListRow) => `/schedules/certify/${id}`,
  name: doorsText,
};
const states = [
  { value: 'open', label: 'Not signed' },
  { value: 'signed', label: 'Signed' },
] as const;

export function CertifyTable({ initial }: { initial: ListQuery<CertificationListRow, ListParams>['initial'] }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search worksheets by door or building"
      columns={certifyColumns}
      query={{ source, shape: certifyParams, asked: ['doors'], initial }}
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
        <EmptyState kind="no-data" title="Nobody has certified this yet">
          Choose doors and days: you get everyone who could open them, each with the reason, to keep or to end. Come
          back as often as you like; once signed it stays as it is.
        </EmptyState>
      }
      note="Worksheets are kept by this Gatehouse. Signed ones stay as they are."
    />
  );
}
