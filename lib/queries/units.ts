import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from './fetch-json.ts';

const pendingPollMs = 500;

/** A unit with its household. Asked again by itself while something is sent for one of its leases. */
export const unitQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId],
    queryFn: ({ signal }) =>
      fetchJson(`/api/units/${unitId}`, async () => (await import('../schemas/unit.ts')).unitViewSchema, signal),
    refetchInterval: (query) =>
      query.state.data?.tenants.some(({ operationId }) => operationId !== null) ? pendingPollMs : false,
  });

/** Who of a unit may have guests, and where; never an older answer. */
export const unitHostsQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId, 'hosts'],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/units/${unitId}/hosts`,
        async () => (await import('../schemas/guest.ts')).unitHostsSchema,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
  });

/** What the names of a building's doors suggest. */
export const unitSuggestions = (buildingId: string) =>
  queryOptions({
    queryKey: ['unit-suggestions', buildingId],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/units/suggestions?building=${buildingId}`,
        async () => (await import('../schemas/unit.ts')).suggestionsSchema,
        signal,
      ),
    enabled: buildingId !== '',
    gcTime: 0,
  });

/** Who lives in a unit with other private doors than it has now. */
export const unitDriftQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId, 'drift'],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/units/${unitId}/drift`,
        async () => (await import('../schemas/lease-drift.ts')).leaseDriftSchema,
        signal,
      ),
    gcTime: 0,
  });

/** Whether keys of a unit may change hands; never an older answer. */
export const clearCheckQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId, 'clear'],
    queryFn: ({ signal }) =>
      fetchJson(
        `/api/units/${unitId}/clear`,
        async () => (await import('../schemas/clear-check.ts')).clearCheckSchema,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
  });
