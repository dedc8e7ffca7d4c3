'use client';

import type { Page } from '#lib/page';
import type { DoorRow } from '#lib/schemas/door';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { FilterFold } from '@/components/data-table/filter-fold';
import { doorColumnsOfBuilding } from '@/components/door/door-columns';
import { activeFacets, DoorFacetFilters } from '@/components/door/door-facet-filters';
import { doorList } from '@/components/door/door-list';
import { EmptyState } from '@/components/ui/empty-state';
import { buildingDoorsParams } from '../search-params.ts';

type Props = { buildingId: string; initial: { search: string; page: Page<DoorRow>; count: Count } };

export function BuildingDoors({ buildingId, initial }: Props) {
  const source = { ...doorList.source, fixed: { building: buildingId } };
  return (
    <DataTable
      noun={doorList.noun}
      searchLabel={doorList.searchLabel}
      columns={doorColumnsOfBuilding}
      exportAs="doors"
      query={{ source, shape: buildingDoorsParams, initial }}
      row={doorList.row}
      similarTerm={doorList.similarTerm}
      filters={({ values, filter }) => (
        <FilterFold count={activeFacets(values)}>
          <DoorFacetFilters values={values} onChange={filter} />
        </FilterFold>
      )}
      empty={
        <EmptyState kind="no-data" title="No door is enabled here yet">
          Doors appear once Latch has enabled them for OpenKit.
        </EmptyState>
      }
    />
  );
}
