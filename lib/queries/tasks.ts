import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { colleagueSchema } from '../schemas/task.ts';
import { fetchJson } from './fetch-json.ts';

const colleagues = z.array(colleagueSchema);

/** Whom a task can be handed to; never an older answer. */
export const colleaguesQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId, 'colleagues'],
    queryFn: ({ signal }) => fetchJson(`/api/tasks/${taskId}/colleagues`, colleagues, signal),
    staleTime: 0,
    gcTime: 0,
  });
