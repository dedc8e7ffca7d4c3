'use client';

import { historySentence } from '#lib/messages/history-words';
import type { Page } from '#lib/page';
import type { HistoryBounds, HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { eventHref } from './event-href.ts';
import { historyColumns } from './history-columns.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { HistoryFoot } from './history-foot.tsx';
import { historyParams } from './history-params.ts';

type Props = {
  of: keyof typeof about;
  id: string;
  bounds: HistoryBounds;
  initial: { search: string; page: Page<HistoryRow>; count: Count };
};

const about = {
  person: { path: 'people', searchLabel: 'Search by door or building' },
  door: { path: 'doors', searchLabel: 'Search by person' },
  building: { path: 'buildings', searchLabel: 'Search by person or door' },
} as const;

const noun = { one: 'event', many: 'events' };

/**
 * What happened, newest first unless asked otherwise, with why and between which readings; under it what no history can
 * know.
 */
export function HistoryTable({ of, id, bounds, initial }: Props) {
  const { path, searchLabel } = about[of];
  const source = {
    path: `/api/${path}/${id}/history`,
    item: async () => (await import('#lib/schemas/history')).historyRowSchema,
    isCounted: true,
    fixed: { id },
  } as const;
  return (
    <DataTable
      noun={noun}
      searchLabel={searchLabel}
      columns={historyColumns[of]}
      exportAs={`${of}-history`}
      keptAs={`${of}-history`}
      query={{ source, shape: historyParams, initial }}
      row={{ href: (row) => eventHref(row, of === 'person'), name: historySentence }}
      filters={({ values, filter }) => <HistoryFilters values={values} onFilter={filter} doorsOf={doorsOf(of, id)} />}
      empty={
        <EmptyState kind="no-data" title="Nothing has happened since this history began">
          Whatever is given, changed or taken away appears here, whoever does it.
        </EmptyState>
      }
      note={(page) => <HistoryFoot bounds={bounds} asOf={initial.page.asOf} page={page} />}
    />
  );
}

const doorsOf = (of: Props['of'], id: string) => ({ person: '', door: null, building: id })[of];
