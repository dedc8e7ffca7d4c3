import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const activePollMs = 500;
/** Counting thousands of doors twice a second would tell nobody more. */
const longPollMs = 2000;

/** What became of an operation, door by door; asked again while something is still to be sent or confirmed. */
export const operationQuery = (operationId: string) =>
  queryOptions({
    queryKey: ['operation', operationId],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/operations/${operationId}`,
        async () => (await import('../schemas/operation.ts')).operationViewSchema,
        signal,
      ),
    refetchInterval: ({ state: { data } }) => {
      if (data && data.state !== 'active') return false;
      return data && data.progress.doorCount > data.doors.length ? longPollMs : activePollMs;
    },
  });
