'use client';

import { accessRowSchema } from '#lib/schemas/access-row';
import { AccessFacetFilters } from '@/components/access/access-facet-filters';
import { type AccessListStart, accessRow } from '@/components/access/access-list';
import { DataTable } from '@/components/data-table/data-table';
import { FilterFold } from '@/components/data-table/filter-fold';
import { EmptyState } from '@/components/ui/empty-state';
import { accessesParams } from '../search-params.ts';
import { accessesColumns } from './accesses-columns.tsx';

const source = { path: '/api/accesses', item: accessRowSchema, isCounted: true } as const;
const noun = { one: 'access', many: 'accesses' };
const facets = ['state', 'role', 'type', 'granter'] as const;

export function AccessesTable({ initial }: { initial: AccessListStart }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search accesses by person or door"
      columns={accessesColumns}
      query={{ source, shape: accessesParams, initial }}
      row={accessRow}
      filters={({ values, filter }) => (
        <FilterFold count={facets.filter((facet) => values[facet] !== '').length}>
          <AccessFacetFilters facets={facets} values={values} onChange={filter} />
        </FilterFold>
      )}
      empty={
        <EmptyState kind="no-data" title="Nobody has access yet">
          Give somebody access to a door on the page of people, and it appears here. Accesses outside your buildings are
          not shown.
        </EmptyState>
      }
    />
  );
}
