import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const freshMs = 300_000;

/** Every building in scope, for filters and choosers. */
export const buildingOptions = () =>
  queryOptions({
    queryKey: ['/api/buildings/options'],
    queryFn: ({ signal }) =>
      fetchJson(
        '/api/buildings/options',
        async () => (await import('../schemas/building.ts')).buildingOptionsSchema,
        signal,
      ),
    staleTime: freshMs,
  });
