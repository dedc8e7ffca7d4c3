'use client';

import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { AnswerRow } from '#lib/schemas/question';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { accessAddress } from '../../_components/access-address.ts';
import { askedParams, whoParams } from '../search-params.ts';
import { doorAnswerColumns, personAnswerColumns } from './answers-columns.tsx';

export type AnswersStart = { search: string; page: Page<AnswerRow>; count: Count };

const source = {
  path: '/api/schedules/who',
  item: async () => (await import('#lib/schemas/question')).answerRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'answer', many: 'answers' };
const row = {
  href: accessAddress,
  name: ({ personName, doorName }: AnswerRow) => `${personName}, ${doorName}`,
};

/** Everybody who answers a question about doors, or every door that answers one about a person. */
export function AnswersTable({ isPerson, initial }: { isPerson: boolean; initial: AnswersStart }) {
  return (
    <DataTable
      noun={noun}
      searchLabel={isPerson ? 'Search these doors' : 'Search these people by name'}
      columns={isPerson ? personAnswerColumns : doorAnswerColumns}
      query={{ source, shape: whoParams, asked: askedParams, initial }}
      exportAs="answers"
      exportsEmpty
      row={row}
      empty={
        <EmptyState kind="no-data" title={isPerson ? 'No door that we know of' : 'Nobody that we know of'}>
          Nothing we have seen opens at that time. What OpenKit does not show us may.
        </EmptyState>
      }
    />
  );
}
