import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';
import { pageOf } from './page-of.ts';

/** What became of a plan's days from `cursor` on, page by page, read only when somebody asks for it. */
export const earlierCodes = (planId: string, cursor: string | null) =>
  infiniteQueryOptions({
    queryKey: ['/api/schedules/plans/log', planId, cursor],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(
        `/api/schedules/plans/${planId}/log?${new URLSearchParams({ cursor: pageParam })}`,
        pageOf(async () => (await import('../schemas/plan.ts')).planCodeSchema),
        signal,
      ),
    initialPageParam: cursor ?? '',
    getNextPageParam: (page) => page.nextCursor,
    enabled: false,
  });
