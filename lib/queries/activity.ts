import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const freshMs = 300_000;

/**
 * One entry of the audit log in full. Entries never change, so it is read once, unless what stands beside them is
 * erased.
 */
export const activityEntryQuery = (seq: string) =>
  queryOptions({
    queryKey: ['/api/activity', 'entry', seq],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/activity/${seq}`,
        async () => (await import('../schemas/activity.ts')).activityEntrySchema,
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Everybody whose acts the viewer can see, for the filter. */
export const activityStaff = () =>
  queryOptions({
    queryKey: ['/api/activity/staff'],
    queryFn: ({ signal }) =>
      fetchJson('/api/activity/staff', async () => (await import('../schemas/activity.ts')).staffOptionsSchema, signal),
    staleTime: freshMs,
  });
