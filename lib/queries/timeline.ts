import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';
import { pageOf } from './page-of.ts';

/** The rows of a timeline, page by page. `search` says of what: `?building=…`. */
export const timelineRows = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['/api/schedules/timeline', search],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(search);
      if (pageParam) query.set('cursor', pageParam);
      return fetchJson(
        `/api/schedules/timeline?${query}`,
        pageOf(async () => (await import('../schemas/timeline.ts')).timelineRowSchema),
        signal,
      );
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
