import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

/** What the names of a building's doors suggest to be given together. */
export const bundleSuggestions = (buildingId: string) =>
  queryOptions({
    queryKey: ['bundle-suggestions', buildingId],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/bundles/suggestions?building=${buildingId}`,
        async () => (await import('../schemas/bundle.ts')).bundleSuggestionsSchema,
        signal,
      ),
    enabled: buildingId !== '',
    gcTime: 0,
  });

/** Who has a bundle otherwise than it says now. */
export const bundleDriftQuery = (bundleId: string) =>
  queryOptions({
    queryKey: ['bundle-drift', bundleId],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/bundles/${bundleId}/drift`,
        async () => (await import('../schemas/lease-drift.ts')).leaseDriftSchema,
        signal,
      ),
    gcTime: 0,
  });
