import { queryOptions } from '@tanstack/react-query';
import { certificationRowSchema, certificationViewSchema } from '../schemas/certification.ts';
import { fetchJson } from './fetch-json.ts';
import type { ListSource } from './list.ts';

const awaitingMs = 2000;
/** So soon one of two people sees what the other has decided. */
const restMs = 10_000;

/** How far a worksheet is; asked again while it can change. */
export const certificationQuery = (id: string) =>
  queryOptions({
    queryKey: ['/api/schedules/certify', id],
    queryFn: ({ signal }) => fetchJson(`/api/schedules/certify/${id}`, certificationViewSchema, signal),
    refetchInterval: ({ state: { data } }) => {
      if (data && data.sending > 0) return awaitingMs;
      return data?.signedAt == null && restMs;
    },
  });

/** Its rows, page by page. */
export const certificationRows = (id: string) =>
  ({
    path: `/api/schedules/certify/${id}/rows`,
    item: certificationRowSchema,
    isCounted: true,
  }) as const satisfies ListSource<unknown>;
