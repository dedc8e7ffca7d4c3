'use client';

import { keepPreviousData, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Page } from '#lib/page';
import { firstSeen, keepNewer } from '#lib/queries/first-seen';
import { type ListSource, listCount, listPage } from '#lib/queries/list';
import type { Count } from '#lib/schemas/page';
import { type ParamShape, searchString } from '#lib/search-params';
import { type ListParams, useListSearch } from './use-list-search.ts';
import { useSelection } from './use-selection.ts';

/** Everything a table needs to know about its list. `initial` is what the server put into the HTML. */
export type ListQuery<T, V extends ListParams> = {
  source: ListSource<T>;
  shape: ParamShape<V>;
  /** Parameters that say what the list is about: see `useListSearch`. */
  asked?: readonly (keyof V)[];
  initial: { search: string; page: Page<T>; count?: Count };
};

/**
 * The page of the list that the address names, and the rows chosen in it. While a new page loads, the rows of the old
 * one stay (`isStale`), but nothing said of them does: how many they were, or that there were none. Whoever comes back
 * to the window gets it read again, unless rows are chosen: those should not move away.
 */
export function useList<T, V extends ListParams>({ source, shape, asked, initial }: ListQuery<T, V>) {
  const state = useListSearch(shape, asked);
  const choice = useSelection(state.filterSearch);
  const refetchOnWindowFocus = !choice.isAll && choice.marked.size === 0;
  const first = state.search === initial.search ? initial : undefined;
  const firstAt = firstSeen(initial.page);
  const page = useQuery({
    ...listPage(source, state.search),
    initialData: first?.page,
    initialDataUpdatedAt: firstAt,
    placeholderData: (before) => (before?.items.length ? before : undefined),
    refetchOnWindowFocus,
  });
  const count = useQuery({
    ...listCount(source, state.filterSearch),
    initialData: first?.count,
    initialDataUpdatedAt: firstAt,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus,
  });
  useReadAnew(listPage(source, state.search).queryKey, first?.page, firstAt);
  useReadAnew(listCount(source, state.filterSearch).queryKey, first?.count, firstAt);
  const isStale = page.isPlaceholderData;
  // The cursor of an old page belongs to other filters.
  const nextCursor = (!isStale && page.data?.nextCursor) || null;
  usePrefetchedPage(source, nextCursor && searchString(shape, { ...state.values, cursor: nextCursor }));
  return {
    state,
    // Rows of before may be none of those that the filter finds now.
    choice: isStale ? { ...choice, set: () => undefined } : choice,
    page,
    count: count.isPlaceholderData ? undefined : count.data,
    /** The rows and their number are those of this address. */
    isSettled: page.isSuccess && !isStale && !count.isPlaceholderData,
    /** The list has rows before or after those of the page. */
    isPart: state.values.cursor !== '' || nextCursor !== null,
    isStale,
  };
}

/** What the server read for this visit is newer than what an earlier one left in the browser. */
function useReadAnew(queryKey: QueryKey, answer: object | undefined, at: number): void {
  const client = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer belongs to its key.
  useEffect(() => {
    if (answer) keepNewer(client, queryKey, answer, at);
  }, [client, answer, at]);
}

/** Reads the following page when the browser has nothing better to do, so that Next shows it at once. */
function usePrefetchedPage<T>(source: ListSource<T>, search: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (search === null) return;
    const prefetch = () => void client.prefetchQuery(listPage(source, search));
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(prefetch, 500);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(prefetch);
    return () => cancelIdleCallback(idle);
  }, [client, source, search]);
}
