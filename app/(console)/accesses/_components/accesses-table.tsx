'use client';

import { changeKinds } from '#lib/door-facets';
import { partsOf } from '#lib/search-params';
import type { Instant } from '#lib/time/instant';
import { AccessFacetFilters } from '@/components/access/access-facet-filters';
import { type AccessListStart, accessRow } from '@/components/access/access-list';
import { AccessMarkFilters } from '@/components/access/access-mark-filters';
import { DoorFilter } from '@/components/access/door-filter';
import { BulkActions } from '@/components/bulk/lazy-bulk-actions';
import { DataTable } from '@/components/data-table/data-table';
import { FilterFold } from '@/components/data-table/filter-fold';
import type { SelectionActions } from '@/components/data-table/list-selection';
import { useListSearch } from '@/components/data-table/use-list-search';
import { EmptyState } from '@/components/ui/empty-state';
import { onDemand } from '@/components/ui/on-demand';
import { accessesParams } from '../search-params.ts';
import { accessesColumns } from './accesses-columns.tsx';

const ClaimSyncs = onDemand(() => import('./claim-syncs.tsx'));

const source = {
  path: '/api/accesses',
  item: async () => (await import('#lib/schemas/access-row')).accessRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'access', many: 'accesses' };
const facets = ['state', 'ends', 'role', 'type', 'granter'] as const;
const marks = ['lock', 'changes'] as const;

const bulk: SelectionActions = { list: 'accesses', actions: (chosen) => <BulkActions {...chosen} /> };
/** Of what waits for a sync, somebody can also say that it has come. */
const waiting = (shownAt: Instant): SelectionActions => ({
  list: 'accesses',
  actions: (chosen) => (
    <>
      <ClaimSyncs {...chosen} shownAt={shownAt} />
      <BulkActions {...chosen} />
    </>
  ),
});

/** `shownAt`: when the page was read, by the domain's clock. */
type Props = { initial: AccessListStart; shownAt: Instant; mayManage: boolean };

export function AccessesTable({ initial, shownAt, mayManage }: Props) {
  const isWaiting = partsOf(changeKinds, useListSearch(accessesParams).values.changes).includes('waiting');
  return (
    <DataTable
      noun={noun}
      searchLabel="Search accesses by person or door"
      columns={accessesColumns}
      exportAs="accesses"
      keptAs="accesses"
      query={{ source, shape: accessesParams, initial }}
      row={accessRow}
      selection={mayManage ? (isWaiting ? waiting(shownAt) : bulk) : undefined}
      filters={({ values, filter }) => (
        <FilterFold count={[...facets, ...marks, 'door' as const].filter((facet) => values[facet] !== '').length}>
          <AccessFacetFilters facets={facets} values={values} onChange={filter} />
          <AccessMarkFilters marks={marks} values={values} onChange={filter} />
          <DoorFilter value={values.door} buildingId={values.building} onChange={(door) => filter({ door })} />
        </FilterFold>
      )}
      empty={
        <EmptyState kind="no-data" title="Nobody has access yet">
          Give someone access to a door on the page of people, and it appears here. Accesses outside your buildings are
          not shown.
        </EmptyState>
      }
    />
  );
}
