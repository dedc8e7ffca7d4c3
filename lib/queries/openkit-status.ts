import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const pollMs = 10_000;

/** How things stand between us and OpenKit, asked again by itself while the page is looked at. */
export const openkitStatusQuery = () =>
  queryOptions({
    queryKey: ['/api/settings/openkit'],
    queryFn: ({ signal }) =>
      fetchJson(
        '/api/settings/openkit',
        async () => (await import('../schemas/openkit-status.ts')).openkitStatusSchema,
        signal,
      ),
    refetchInterval: pollMs,
  });
