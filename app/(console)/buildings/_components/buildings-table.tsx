'use client';

import { buildingNeedNames } from '#lib/messages/building-words';
import type { Page } from '#lib/page';
import type { BuildingRow } from '#lib/schemas/building';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { FilterChecks } from '@/components/data-table/filter-checks';
import { EmptyState } from '@/components/ui/empty-state';
import { buildingsParams } from '../search-params.ts';
import { buildingColumns } from './building-columns.tsx';

const source = {
  path: '/api/buildings',
  item: async () => (await import('#lib/schemas/building')).buildingRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'building', many: 'buildings' };
const row = {
  href: (building: BuildingRow) => `/buildings/${building.id}`,
  name: (building: BuildingRow) => building.name,
};

export function BuildingsTable({ initial }: { initial: { search: string; page: Page<BuildingRow>; count: Count } }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search buildings by name or address"
      columns={buildingColumns}
      exportAs="buildings"
      keptAs="buildings"
      query={{ source, shape: buildingsParams, initial }}
      row={row}
      filters={({ values, filter }) => (
        <FilterChecks
          label="Needs a look"
          everything="Needs a look or not"
          names={buildingNeedNames}
          value={values.needs}
          onChange={(needs) => filter({ needs })}
        />
      )}
      empty={
        <EmptyState kind="no-data" title="There are no buildings for you yet">
          Buildings appear here once OpenKit lists them and the owner of this Gatehouse has given you some.
        </EmptyState>
      }
    />
  );
}
