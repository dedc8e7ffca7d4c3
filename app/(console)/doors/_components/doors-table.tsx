'use client';

import type { Page } from '#lib/page';
import type { DoorRow } from '#lib/schemas/door';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { FilterFold } from '@/components/data-table/filter-fold';
import { doorColumns } from '@/components/door/door-columns';
import { activeFacets, DoorFacetFilters } from '@/components/door/door-facet-filters';
import { doorList } from '@/components/door/door-list';
import { EmptyState } from '@/components/ui/empty-state';
import { doorsParams } from '../search-params.ts';

export function DoorsTable({ initial }: { initial: { search: string; page: Page<DoorRow>; count: Count } }) {
  return (
    <DataTable
      noun={doorList.noun}
      searchLabel={doorList.searchLabel}
      columns={doorColumns}
      exportAs="doors"
      keptAs="doors"
      query={{ source: doorList.source, shape: doorsParams, initial }}
      row={doorList.row}
      similarTerm={doorList.similarTerm}
      filters={({ values, filter }) => (
        <FilterFold count={activeFacets(values)}>
          <DoorFacetFilters values={values} onChange={filter} />
        </FilterFold>
      )}
      empty={
        <EmptyState kind="no-data" title="No door is enabled for you yet">
          Doors appear here once Latch has enabled them for OpenKit and for buildings you can see.
        </EmptyState>
      }
    />
  );
}
