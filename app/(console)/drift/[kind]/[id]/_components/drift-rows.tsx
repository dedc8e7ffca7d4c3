'use client';

import type { DriftKind } from '#lib/history';
import { historySentence } from '#lib/messages/history-words';
import type { Page } from '#lib/page';
import { type HistoryRow, historyRowSchema } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { historyColumns } from '@/components/history/history-columns';
import { EmptyState } from '@/components/ui/empty-state';
import { driftRowParams } from '../search-params.ts';
import { AcceptButton } from './accept-button.tsx';

type Props = {
  group: { kind: DriftKind; subject: string };
  mayAccept: boolean;
  initial: { search: string; page: Page<HistoryRow>; count: Count };
};

const noun = { one: 'change', many: 'changes' };
const row = {
  href: ({ person, door }: HistoryRow) => (person ? `/people/${person.id}` : `/doors/${door.id}`),
  name: historySentence,
};

/** The changes of one group, and for each the press that accepts it. */
export function DriftRows({ group, mayAccept, initial }: Props) {
  return (
    <DataTable
      noun={noun}
      columns={historyColumns.building}
      query={{
        source: { path: '/api/drift/rows', item: historyRowSchema, isCounted: true, fixed: group },
        shape: driftRowParams,
        initial,
      }}
      row={row}
      {...(mayAccept && {
        rowActions: ({ id }: HistoryRow) => <AcceptButton what={{ of: 'row', id }} label="Accept" />,
      })}
      empty={
        <EmptyState kind="no-data" title="Nothing of this is open">
          All of it has been accepted.
        </EmptyState>
      }
    />
  );
}
