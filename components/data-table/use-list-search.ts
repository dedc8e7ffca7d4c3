'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { startTransition, useOptimistic } from 'react';
import { statedColumns, withColumns, withoutColumns } from '#lib/list-columns';
import { onlyValues, type ParamShape, type ParsedSearch, parseSearch, searchString } from '#lib/search-params';

/** What every list's address holds beside its own filters. */
export type ListParams = Record<string, string> & { q: string; sort: string; cursor: string };

export type ListSearch<V extends ListParams> = ParsedSearch<V> & {
  /** The canonical query string of what is shown now. */
  search: string;
  /** The same without paging and order: what a count is about, and where a selection holds. */
  filterSearch: string;
  /** The same with order: what a selection or an export is made of. */
  orderedSearch: string;
  /** Whether anything narrows the list. */
  isFiltered: boolean;
  /** Sets filters: a step for Back, and the first page again. */
  filter: (patch: Partial<V>) => void;
  /** Types a search: no step for Back, and the first page again. */
  type: (q: string) => void;
  /** Drops the search and every filter. */
  clear: () => void;
  sortBy: (sort: string) => void;
  turnTo: (cursor: string) => void;
};

/**
 * The list's state, which lives in the address and nowhere else. Changes do not ask the server for a new page. `asked`
 * names parameters that say what the list is about: they are no filter, and clearing keeps them.
 */
export function useListSearch<V extends ListParams>(
  shape: ParamShape<V>,
  asked: readonly (keyof V)[] = [],
): ListSearch<V> {
  const pathname = usePathname();
  const [here, setHere] = useOptimistic(useSearchParams().toString());
  const parsed = parseSearch(shape, withoutColumns(new URLSearchParams(here)));
  const subject = searchString(shape, onlyValues(shape, parsed.values, asked));
  const searchWith = (patch: object): string => {
    // Read afresh: a delayed search may come after another change.
    const now = new URLSearchParams(window.location.search);
    const { values } = parseSearch(shape, withoutColumns(now));
    return withColumns(searchString(shape, { ...values, cursor: '', ...patch }), statedColumns(now));
  };
  // The list shows it at once; the router learns of it when there is time.
  const go = (patch: object, move: 'pushState' | 'replaceState') =>
    startTransition(() => {
      const search = searchWith(patch);
      setHere(search.slice(1));
      window.history[move](null, '', pathname + search);
    });
  const push = (patch: object) => go(patch, 'pushState');
  return {
    ...parsed,
    search: searchString(shape, parsed.values),
    orderedSearch: searchString(shape, { ...parsed.values, cursor: '' }),
    filterSearch: searchString(shape, { ...parsed.values, cursor: '', sort: shape.sort.fallback }),
    isFiltered: searchString(shape, { ...parsed.values, cursor: '', sort: shape.sort.fallback }) !== subject,
    filter: push,
    type: (q) => go({ q }, 'replaceState'),
    clear: () => push({ ...parseSearch(shape, new URLSearchParams(subject)).values }),
    sortBy: (sort) => push({ sort }),
    turnTo: (cursor) => push({ cursor }),
  };
}
