import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

/** What moving these people out would do now; never an older answer. */
export const moveOutPreview = (tenancyIds: readonly string[]) =>
  queryOptions({
    queryKey: ['move-out', ...tenancyIds],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/tenancies/preview?ids=${tenancyIds.join()}`,
        async () => (await import('../schemas/tenancy.ts')).moveOutPreviewSchema,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
  });

type Transfer = { tenancyId: string; unitId: string; leaseEnd: string };

/** What a transfer would do now; never an older answer. */
export const transferPreview = ({ tenancyId, unitId, leaseEnd }: Transfer) =>
  queryOptions({
    queryKey: ['transfer', tenancyId, unitId, leaseEnd],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/tenancies/${tenancyId}/transfer?unit=${unitId}&end=${leaseEnd}`,
        async () => (await import('../schemas/tenancy.ts')).transferPreviewSchema,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
  });
