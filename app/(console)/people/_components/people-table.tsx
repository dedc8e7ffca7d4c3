'use client';

import type { PersonFacets } from '#lib/access-facets';
import type { Area } from '#lib/area';
import type { PersonRow } from '#lib/schemas/person';
import { BulkActions } from '@/components/bulk/lazy-bulk-actions';
import { DataTable } from '@/components/data-table/data-table';
import type { SelectionActions } from '@/components/data-table/list-selection';
import type { ListQuery } from '@/components/data-table/use-list';
import { personColumns } from '@/components/person/person-columns';
import { PersonFilters } from '@/components/person/person-filters';
import { personList } from '@/components/person/person-list';
import { EmptyState } from '@/components/ui/empty-state';
import { peopleParams } from '../search-params.ts';

type PeopleQuery = ListQuery<
  PersonRow,
  Area & PersonFacets & { q: string; door: string; sort: 'name' | '-name'; cursor: string }
>;

const bulk: SelectionActions = { list: 'people', actions: (chosen) => <BulkActions {...chosen} /> };

type Props = { initial: PeopleQuery['initial']; mayManage: boolean };

export function PeopleTable({ initial, mayManage }: Props) {
  return (
    <DataTable
      noun={personList.noun}
      searchLabel={personList.searchLabel}
      columns={personColumns}
      exportAs="people"
      keptAs="people"
      query={{ source: personList.source, shape: peopleParams, initial }}
      row={personList.row}
      filters={({ values, filter }) => <PersonFilters values={values} buildingId={values.building} onChange={filter} />}
      selection={mayManage ? bulk : undefined}
      empty={
        <EmptyState kind="no-data" title="Nobody has access yet">
          Give someone access to a door, and they appear here. People whose doors lie outside your buildings are not
          shown.
        </EmptyState>
      }
    />
  );
}
