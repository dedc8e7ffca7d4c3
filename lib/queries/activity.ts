import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { activityEntrySchema, staffOptionSchema } from '../schemas/activity.ts';
import { fetchJson } from './fetch-json.ts';

const freshMs = 300_000;
const staffOptions = z.array(staffOptionSchema);

/** One entry of the audit log in full. Entries never change, so it is read once, unless what stands beside them is erased. */
export const activityEntryQuery = (seq: string) =>
  queryOptions({
    queryKey: ['/api/activity', 'entry', seq],
    queryFn: ({ signal }) => fetchJson(`/api/activity/${seq}`, activityEntrySchema, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Everybody whose acts the viewer can see, for the filter. */
export const activityStaff = () =>
  queryOptions({
    queryKey: ['/api/activity/staff'],
    queryFn: ({ signal }) => fetchJson('/api/activity/staff', staffOptions, signal),
    staleTime: freshMs,
  });
