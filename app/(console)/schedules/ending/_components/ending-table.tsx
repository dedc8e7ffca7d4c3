'use client';

import { endingWords } from '#lib/messages/ending-words';
import { type AccessListStart, accessRow } from '@/components/access/access-list';
import { BulkActions } from '@/components/bulk/lazy-bulk-actions';
import { DataTable } from '@/components/data-table/data-table';
import type { SelectionActions } from '@/components/data-table/list-selection';
import { useListSearch } from '@/components/data-table/use-list-search';
import { EmptyState } from '@/components/ui/empty-state';
import { useMay } from '@/components/viewer/viewer';
import { endingParams } from '../search-params.ts';
import { endingColumns } from './ending-columns.tsx';
import { ShowSelect } from './show-select.tsx';

const source = {
  path: '/api/schedules/ending',
  item: async () => (await import('#lib/schemas/access-row')).accessRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'access', many: 'accesses' };
const bulk: SelectionActions = { list: 'ending', actions: (chosen) => <BulkActions {...chosen} /> };

export function EndingTable({ initial }: { initial: AccessListStart }) {
  const mayExtend = useMay('access.extend');
  const { show } = useListSearch(endingParams).values;
  return (
    <DataTable
      noun={noun}
      searchLabel="Search by person or door"
      columns={endingColumns}
      exportAs="ending"
      keptAs="ending"
      query={{ source, shape: endingParams, asked: ['show'], initial }}
      row={accessRow}
      selection={mayExtend ? bulk : undefined}
      filters={({ values, filter }) => <ShowSelect value={values.show} onChange={(show) => filter({ show })} />}
      empty={
        <EmptyState kind="no-data" title={endingWords[show].empty}>
          Choose another view to look further ahead.
        </EmptyState>
      }
    />
  );
}
