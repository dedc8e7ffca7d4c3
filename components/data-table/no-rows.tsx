import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Noun } from './list-count.tsx';

type NoRowsProps = {
  q: string;
  /** Whether anything narrows the list. */
  isFiltered: boolean;
  onClear: () => void;
  noun: Noun;
  empty: ReactNode;
};

/** Nothing matches is not the same as nothing is there: the first names the search and clears it. */
export function NoRows({ q, isFiltered, onClear, noun, empty }: NoRowsProps) {
  if (!isFiltered) return empty;
  return (
    <EmptyState
      kind="no-match"
      title={`No ${noun.many} match${q ? ` “${q}”` : ' these filters'}`}
      action={<Button onClick={onClear}>Clear search and filters</Button>}
    >
      {q ? 'Check the spelling, or try fewer letters.' : 'Take one of them away to see more.'}
    </EmptyState>
  );
}
