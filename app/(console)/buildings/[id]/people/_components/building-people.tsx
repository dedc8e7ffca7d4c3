'use client';

import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { PersonRow } from '#lib/schemas/person';
import { DataTable } from '@/components/data-table/data-table';
import { personColumnsOfBuilding } from '@/components/person/person-columns';
import { PersonFilters } from '@/components/person/person-filters';
import { personList } from '@/components/person/person-list';
import { EmptyState } from '@/components/ui/empty-state';
import { buildingPeopleParams } from '../search-params.ts';

type Props = { buildingId: string; initial: { search: string; page: Page<PersonRow>; count: Count } };

/** Everyone with access here now, later or before. Their counts are of all buildings in the viewer's scope. */
export function BuildingPeople({ buildingId, initial }: Props) {
  const source = { ...personList.source, fixed: { building: buildingId } };
  return (
    <DataTable
      noun={personList.noun}
      searchLabel={personList.searchLabel}
      columns={personColumnsOfBuilding}
      exportAs="people"
      query={{ source, shape: buildingPeopleParams, initial }}
      row={personList.row}
      filters={({ values, filter }) => <PersonFilters values={values} buildingId={buildingId} onChange={filter} />}
      empty={
        <EmptyState kind="no-data" title="Nobody has access here yet">
          Give someone access to a door of this building, and they appear here.
        </EmptyState>
      }
    />
  );
}
