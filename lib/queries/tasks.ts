import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

/** Whom a task can be handed to; never an older answer. */
export const colleaguesQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId, 'colleagues'],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/tasks/${taskId}/colleagues`,
        async () => (await import('../schemas/task.ts')).colleaguesSchema,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
  });
