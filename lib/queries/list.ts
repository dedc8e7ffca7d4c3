import { queryOptions } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { countSchema, pageSchema } from '../schemas/page.ts';
import { fetchJson } from './fetch-json.ts';

/** A list that the server gives in pages: `path` is its GET handler (`/api/people`), `item` the shape of a row. */
export type ListSource<T> = {
  path: `/api/${string}`;
  item: z.core.$ZodType<T>;
  /** True when `<path>/count` exists. */
  isCounted?: boolean;
};

/** One page. `search` is the canonical string of `searchString`, so that equal pages share one cache entry. */
export const listPage = <T>(source: ListSource<T>, search: string) =>
  queryOptions({
    queryKey: [source.path, 'page', search],
    queryFn: ({ signal }) => fetchJson(source.path + search, pageSchema(source.item), signal),
  });

/** The number of rows for a filter; `search` without cursor and sort. */
export const listCount = <T>(source: ListSource<T>, search: string) =>
  queryOptions({
    queryKey: [source.path, 'count', search],
    queryFn: ({ signal }) => fetchJson(`${source.path}/count${search}`, countSchema, signal),
    enabled: source.isCounted === true,
  });
