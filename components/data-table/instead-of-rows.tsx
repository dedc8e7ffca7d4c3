import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '#lib/page';
import { failureOf } from '#lib/queries/fetch-json';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import type { Noun } from './list-count.tsx';

type InsteadOfRowsProps = {
  page: UseQueryResult<Page<unknown>>;
  state: { values: { q: string }; isFiltered: boolean; clear: () => void };
  noun: Noun;
  /** Said when nothing is there at all. */
  empty: ReactNode;
};

/**
 * Why a list shows no rows. It could not be loaded: never an empty list. Nothing matches is not the same as nothing is
 * there: the first names the search and clears it.
 */
export function InsteadOfRows({ page, state, noun, empty }: InsteadOfRowsProps) {
  const { q } = state.values;
  return (
    <>
      {page.isError && (
        <ErrorState
          failure={failureOf(page.error)}
          action={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      )}
      {page.data?.items.length === 0 && !state.isFiltered && empty}
      {page.data?.items.length === 0 && state.isFiltered && (
        <EmptyState
          kind="no-match"
          title={`No ${noun.many} match${q ? ` “${q}”` : ' these filters'}`}
          action={<Button onClick={state.clear}>Clear search and filters</Button>}
        >
          {q ? 'Check the spelling, or try fewer letters.' : 'Take one of them away to see more.'}
        </EmptyState>
      )}
    </>
  );
}
