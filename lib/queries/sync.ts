import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const runningPollMs = 1000;
const unreadPollMs = 5000;

/**
 * How old the mirror is and how far the sweep under way has come; asked again while one runs, is to be tried again
 * soon, or none has ever read to the end.
 */
export const syncQuery = () =>
  queryOptions({
    queryKey: ['sync'],
    queryFn: ({ signal }) =>
      fetchJson('/api/sync', async () => (await import('../schemas/sync.ts')).syncStatusSchema, signal),
    refetchInterval: ({ state: { data } }) => {
      if (isSweeping(data?.state)) return runningPollMs;
      return data?.asOf === null || data?.suspect?.isAcceptable === false ? unreadPollMs : false;
    },
  });

/** `never` counts: the worker begins the first sweep by itself. */
const isSweeping = (state: string | undefined): boolean => state === 'running' || state === 'never';

/** What accepting the loss of a suspect sweep would take for gone. */
export const sweepLoss = (generation: number) =>
  queryOptions({
    queryKey: ['sync', 'loss', generation],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/sync/loss?generation=${generation}`,
        async () => (await import('../schemas/sync.ts')).sweepLossSchema,
        signal,
      ),
    // What was shown a minute ago is not what is decided on now.
    gcTime: 0,
  });
