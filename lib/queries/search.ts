import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

/** What the mirror knows under these words, as the command box lists it. */
export const everythingNamed = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/search?${new URLSearchParams({ q })}`,
        async () => (await import('../schemas/search.ts')).searchHitsSchema,
        signal,
      ),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
