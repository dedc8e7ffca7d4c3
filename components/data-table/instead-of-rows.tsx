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
  state: {
    values: { q: string; cursor: string };
    isFiltered: boolean;
    clear: () => void;
    turnTo: (cursor: string) => void;
  };
  noun: Noun;
  /** Said when nothing is there at all. */
  empty: ReactNode;
};

/**
 * Why a list shows no rows. It could not be loaded: never an empty list. The page lies past what is left of the list:
 * the first one is a press away. Nothing matches is not the same as nothing is there: the first names the search and
 * clears it.
 */
export function InsteadOfRows({ page, state, noun, empty }: InsteadOfRowsProps) {
  const { q, cursor } = state.values;
  const isEmpty = page.data?.items.length === 0;
  const isFirst = cursor === '';
  return (
    <>
      {page.isError && (
        <ErrorState
          failure={failureOf(page.error)}
          action={<Button onClick={() => void page.refetch()}>Try again</Button>}
        />
      )}
      {isEmpty && !isFirst && (
        <EmptyState
          kind="no-data"
          title={`No ${noun.many} on this page any more`}
          action={<Button onClick={() => state.turnTo('')}>First page</Button>}
        >
          The list has become shorter in the meantime.
        </EmptyState>
      )}
      {isEmpty && isFirst && !state.isFiltered && empty}
      {isEmpty && isFirst && state.isFiltered && (
        <EmptyState
          kind="no-match"
          title={`No ${noun.many} match${q ? ` “${q}”` : ' these filters'}`}
          action={<Button onClick={state.clear}>Clear search and filters</Button>}
        >
          {q ? triesFor(q) : 'Remove one of them to see more.'}
        </EmptyState>
      )}
    </>
  );
}

/** Many a list finds one and two letters only where an index helps: it may well hold names with them. */
const triesFor = (q: string): string =>
  (q.match(/[\p{L}\p{N}]/gu) ?? []).length < 3
    ? 'One or two letters match the start of a name; two also match a whole word in it. Type more of the name.'
    : 'Check the spelling, or try fewer letters.';
