import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Page } from '../page.ts';
import type { DoorRow } from '../schemas/door.ts';
import { fetchJson } from './fetch-json.ts';
import { pageOf } from './page-of.ts';

const chooserPageSize = 100;
const doorPage = pageOf(async () => (await import('../schemas/door.ts')).doorRowSchema);

/** Doors by name for a chooser, 100 at a time. `buildingId` empty = all buildings in scope. */
export const doorSearch = (q: string, buildingId: string) =>
  infiniteQueryOptions({
    queryKey: ['doors', 'chooser', q, buildingId],
    queryFn: ({ pageParam, signal }): Promise<Page<DoorRow>> => {
      const search = new URLSearchParams({
        q,
        building: buildingId,
        cursor: pageParam,
        limit: String(chooserPageSize),
      });
      return fetchJson(`/api/doors?${search}`, doorPage, signal);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
