import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';
import type { ListSource } from './list.ts';

const awaitingMs = 2000;
/** So soon one of two people sees what the other has decided. */
const restMs = 10_000;

/** How far a worksheet is; asked again while it can change. */
export const certificationQuery = (id: string) =>
  queryOptions({
    queryKey: ['/api/schedules/certify', id],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/schedules/certify/${id}`,
        async () => (await import('../schemas/certification.ts')).certificationViewSchema,
        signal,
      ),
    refetchInterval: ({ state: { data } }) => {
      if (data && data.sending > 0) return awaitingMs;
      return data?.signedAt == null && restMs;
    },
  });

/** Its rows, page by page. */
export const certificationRows = (id: string) =>
  ({
    path: `/api/schedules/certify/${id}/rows`,
    item: async () => (await import('../schemas/certification.ts')).certificationRowSchema,
    isCounted: true,
  }) as const satisfies ListSource<unknown>;
