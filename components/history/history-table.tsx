'use client';

import { historySentence } from '#lib/messages/history-words';
import type { Page } from '#lib/page';
import { type HistoryBounds, type HistoryRow, historyRowSchema } from '#lib/schemas/history';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { historyColumns } from './history-columns.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { HistoryNote } from './history-note.tsx';
import { historyParams } from './history-params.ts';

type Props = {
  of: keyof typeof historyColumns;
  path: `/api/${string}`;
  bounds: HistoryBounds;
  initial: { search: string; page: Page<HistoryRow> };
};

const noun = { one: 'event', many: 'events' };

/** What happened, newest first, with why and between which readings; under it what no history can know. */
export function HistoryTable({ of, path, bounds, initial }: Props) {
  return (
    <DataTable
      noun={noun}
      columns={historyColumns[of]}
      query={{ source: { path, item: historyRowSchema }, shape: historyParams, initial }}
      row={{ href: (row) => hrefOf(of, row), name: historySentence }}
      filters={({ values, filter }) => <HistoryFilters values={values} onFilter={filter} />}
      empty={
        <EmptyState kind="no-data" title="Nothing has happened since this history began">
          Whatever is given, changed or taken away appears here, whoever does it.
        </EmptyState>
      }
      note={<HistoryNote bounds={bounds} page={initial.page} />}
    />
  );
}

/** To the operation that did it, else to the other side of the access. */
function hrefOf(of: Props['of'], { operationId, person, door }: HistoryRow): string {
  if (operationId) return `/operations/${operationId}`;
  return of === 'person' || !person ? `/doors/${door.id}` : `/people/${person.id}`;
}
