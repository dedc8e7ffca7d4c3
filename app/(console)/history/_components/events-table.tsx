'use client';

import { historySentence } from '#lib/messages/history-words';
import type { HistoryBounds, HistoryRow } from '#lib/schemas/history';
import { DataTable } from '@/components/data-table/data-table';
import type { ListQuery } from '@/components/data-table/use-list';
import { eventHref } from '@/components/history/event-href';
import { historyColumns } from '@/components/history/history-columns';
import { HistoryFilters } from '@/components/history/history-filters';
import { HistoryFoot } from '@/components/history/history-foot';
import { EmptyState } from '@/components/ui/empty-state';
import { type EventsValues, eventsParams } from '../search-params.ts';

const source = {
  path: '/api/history',
  item: async () => (await import('#lib/schemas/history')).historyRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'event', many: 'events' };
const row = { href: (event: HistoryRow) => eventHref(event), name: historySentence };

type Props = { bounds: HistoryBounds; initial: ListQuery<HistoryRow, EventsValues>['initial'] };

export function EventsTable({ bounds, initial }: Props) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search events by person or door"
      columns={historyColumns.everywhere}
      exportAs="events"
      keptAs="events"
      query={{ source, shape: eventsParams, initial }}
      row={row}
      filters={({ values, filter }) => <HistoryFilters values={values} onFilter={filter} doorsOf={values.building} />}
      empty={
        <EmptyState kind="no-data" title="Nothing has happened since this history began">
          Whatever is given, changed or taken away appears here, whoever does it.
        </EmptyState>
      }
      note={(page) => <HistoryFoot bounds={bounds} asOf={initial.page.asOf} page={page} />}
    />
  );
}
