import { queryOptions } from '@tanstack/react-query';
import { fetchJson, type Schema } from './fetch-json.ts';
import { pageOf } from './page-of.ts';

/**
 * A list that the server gives in pages: `path` is its GET handler (`/api/people`), `item` fetches the shape of a row.
 */
export type ListSource<T> = {
  path: `/api/${string}`;
  item: () => Promise<Schema<T>>;
  /** True when `<path>/count` exists. */
  isCounted?: boolean;
  /** Filters that the page itself sets and its address does not hold: the building of a building's page. */
  fixed?: Readonly<Record<string, string>>;
};

/** One page. `search` is the canonical string of `searchString`, so that equal pages share one cache entry. */
export const listPage = <T>(source: ListSource<T>, search: string) =>
  queryOptions({
    queryKey: [source.path, 'page', search, source.fixed],
    queryFn: ({ signal }) => fetchJson(source.path + withFixed(source, search), pageOf(source.item), signal),
  });

/** The number of rows for a filter; `search` without cursor and sort. */
export const listCount = <T>(source: ListSource<T>, search: string) =>
  queryOptions({
    queryKey: [source.path, 'count', search, source.fixed],
    queryFn: ({ signal }) =>
      fetchJson(
        `${source.path}/count${withFixed(source, search)}`,
        async () => (await import('../schemas/page.ts')).countSchema,
        signal,
      ),
    enabled: source.isCounted === true,
  });

/** The query string of a list with the filters that its page sets. */
export function withFixed(source: Pick<ListSource<unknown>, 'fixed'>, search: string): string {
  if (!source.fixed) return search;
  return `?${new URLSearchParams([...Object.entries(source.fixed), ...new URLSearchParams(search)])}`;
}
