'use client';

import { useState } from 'react';
import type { DriftKind } from '#lib/history';
import { historySentence } from '#lib/messages/history-words';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { historyColumns } from '@/components/history/history-columns';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { driftRowParams } from '../search-params.ts';
import { AcceptDialog } from './accept-dialog.tsx';

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
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <DataTable
        noun={noun}
        columns={historyColumns.building}
        query={{
          source: {
            path: '/api/drift/rows',
            item: async () => (await import('#lib/schemas/history')).historyRowSchema,
            isCounted: true,
            fixed: group,
          },
          shape: driftRowParams,
          initial,
        }}
        row={row}
        {...(mayAccept && {
          rowActions: ({ id }: HistoryRow) => (
            <Button icon="check" tabIndex={-1} onClick={() => setChosen(id)}>
              Accept
            </Button>
          ),
        })}
        empty={
          <EmptyState kind="no-data" title="Nothing is left to accept here">
            All of it has been accepted.
          </EmptyState>
        }
      />
      {/* Outside of the table: what is pressed or typed in it must not open a row. */}
      {chosen !== null && (
        <AcceptDialog what={{ of: 'row', id: chosen }} label="Accept this change" onClose={() => setChosen(null)} />
      )}
    </>
  );
}
