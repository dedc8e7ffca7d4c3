'use client';

import { AccessFacetFilters } from '@/components/access/access-facet-filters';
import { type AccessListStart, accessRow } from '@/components/access/access-list';
import { AccessMarkFilters } from '@/components/access/access-mark-filters';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { guestsParams } from '../search-params.ts';
import { guestsColumns } from './guests-columns.tsx';

const source = {
  path: '/api/guests',
  item: async () => (await import('#lib/schemas/access-row')).accessRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'guest access', many: 'guest accesses' };

export function GuestsTable({ initial }: { initial: AccessListStart }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search guests by name or door"
      columns={guestsColumns}
      exportAs="guests"
      keptAs="guests"
      query={{ source, shape: guestsParams, initial }}
      row={accessRow}
      filters={({ values, filter }) => (
        <>
          <AccessFacetFilters facets={['state', 'ends']} values={values} onChange={filter} />
          <AccessMarkFilters marks={['changes']} values={values} onChange={filter} />
        </>
      )}
      empty={
        <EmptyState kind="no-data" title="No guests yet">
          Invite one for someone who lives here. Whoever a resident shares a door with in the Latch app appears after
          the next reading of OpenKit; an invitation that nobody has taken up yet cannot be seen.
        </EmptyState>
      }
    />
  );
}
