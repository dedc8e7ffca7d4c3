import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { type ViewList, viewSchema } from '../schemas/view.ts';
import { fetchJson } from './fetch-json.ts';

const views = z.array(viewSchema);

/** The viewer's own saved views of a list, by name. */
export const listViews = (list: ViewList) =>
  queryOptions({
    queryKey: ['/api/views', list],
    queryFn: ({ signal }) => fetchJson(`/api/views?list=${list}`, views, signal),
  });
