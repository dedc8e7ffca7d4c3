import { queryOptions } from '@tanstack/react-query';
import type { ViewList } from '../schemas/view.ts';
import { fetchJson } from './fetch-json.ts';

/** The viewer's own saved views of a list, by name. */
export const listViews = (list: ViewList) =>
  queryOptions({
    queryKey: ['/api/views', list],
    queryFn: ({ signal }) =>
      fetchJson(`/api/views?list=${list}`, async () => (await import('../schemas/view.ts')).viewsSchema, signal),
  });
