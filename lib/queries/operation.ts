import { queryOptions } from '@tanstack/react-query';
import { operationViewSchema } from '../schemas/operation.ts';
import { fetchJson } from './fetch-json.ts';

const activePollMs = 500;

/** What became of an operation, door by door; asked again while something is still to be sent or confirmed. */
export const operationQuery = (operationId: string) =>
  queryOptions({
    queryKey: ['operation', operationId],
    queryFn: ({ signal }) => fetchJson(`/api/operations/${operationId}`, operationViewSchema, signal),
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'active' ? false : activePollMs),
  });
