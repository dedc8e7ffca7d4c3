'use client';

import { activitySentence } from '#lib/messages/activity-words';
import type { ActivityRow } from '#lib/schemas/activity';
import { DataTable } from '@/components/data-table/data-table';
import type { ListQuery } from '@/components/data-table/use-list';
import { ClockProvider } from '@/components/ui/clock';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { onDemand } from '@/components/ui/on-demand';
import { type ActivityValues, activityParams } from '../search-params.ts';
import { activityColumns } from './activity-columns.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { entryHash, useOpenEntry } from './use-open-entry.ts';

const EntrySheet = onDemand(() => import('./entry-sheet.tsx'));

const source = {
  path: '/api/activity',
  item: async () => (await import('#lib/schemas/activity')).activityRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'entry', many: 'entries' };
const row = { href: (entry: ActivityRow) => entryHash(entry.id), name: activitySentence };

export function ActivityTable({ initial }: { initial: ListQuery<ActivityRow, ActivityValues>['initial'] }) {
  const { seq, close } = useOpenEntry();
  return (
    // The log is kept in real time, which in the sandbox is not the time of the doors.
    <ClockProvider now={initial.page.asOf ?? ''}>
      <DataTable
        noun={noun}
        searchLabel="Search by person, or paste an ID"
        columns={activityColumns}
        exportAs="activity"
        keptAs="activity"
        query={{ source, shape: activityParams, initial }}
        row={row}
        rowActions={(entry) => <CopyButton value={entry.requestId} label="Copy request ID" tabIndex={-1} />}
        filters={(list) => <ActivityFilters values={list.values} onFilter={list.filter} />}
        empty={
          <EmptyState kind="no-data" title="Nothing has happened in your buildings yet">
            Whatever is done here is written down in this list, with who did it and what OpenKit answered.
          </EmptyState>
        }
        note="Times are real time in UTC. Entries are signed and chained: a missing or changed one can be found."
      />
      {seq !== null && <EntrySheet seq={seq} onClose={close} />}
    </ClockProvider>
  );
}
