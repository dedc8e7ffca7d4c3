import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { bundleSuggestionSchema } from '../schemas/bundle.ts';
import { clearCheckSchema } from '../schemas/clear-check.ts';
import { unitHostsSchema } from '../schemas/guest.ts';
import { leaseDriftSchema } from '../schemas/lease-drift.ts';
import { personHomeSchema } from '../schemas/person-home.ts';
import { moveOutPreviewSchema } from '../schemas/tenancy.ts';
import { suggestionSchema, unitViewSchema } from '../schemas/unit.ts';
import { fetchJson } from './fetch-json.ts';

const pendingPollMs = 500;
const suggestions = z.array(suggestionSchema);
const suggestedBundles = z.array(bundleSuggestionSchema);

/** A unit with its household. Asked again by itself while something is sent for one of its leases. */
export const unitQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId],
    queryFn: ({ signal }) => fetchJson(`/api/units/${unitId}`, unitViewSchema, signal),
    refetchInterval: (query) =>
      query.state.data?.tenants.some(({ operationId }) => operationId !== null) ? pendingPollMs : false,
  });

/** Who of a unit may have guests, and where; never an older answer. */
export const unitHostsQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId, 'hosts'],
    queryFn: ({ signal }) => fetchJson(`/api/units/${unitId}/hosts`, unitHostsSchema, signal),
    staleTime: 0,
    gcTime: 0,
  });

/** What moving these people out would do now; never an older answer. */
export const moveOutPreview = (tenancyIds: readonly string[]) =>
  queryOptions({
    queryKey: ['move-out', ...tenancyIds],
    queryFn: ({ signal }) => fetchJson(`/api/tenancies/preview?ids=${tenancyIds.join()}`, moveOutPreviewSchema, signal),
    staleTime: 0,
    gcTime: 0,
  });

/** What the names of a building's doors suggest. */
export const unitSuggestions = (buildingId: string) =>
  queryOptions({
    queryKey: ['unit-suggestions', buildingId],
    queryFn: ({ signal }) => fetchJson(`/api/units/suggestions?building=${buildingId}`, suggestions, signal),
    enabled: buildingId !== '',
    gcTime: 0,
  });

/** What the names of a building's doors suggest to be given together. */
export const bundleSuggestions = (buildingId: string) =>
  queryOptions({
    queryKey: ['bundle-suggestions', buildingId],
    queryFn: ({ signal }) => fetchJson(`/api/bundles/suggestions?building=${buildingId}`, suggestedBundles, signal),
    enabled: buildingId !== '',
    gcTime: 0,
  });

/** Who has a bundle otherwise than it says now. */
export const bundleDriftQuery = (bundleId: string) =>
  queryOptions({
    queryKey: ['bundle-drift', bundleId],
    queryFn: ({ signal }) => fetchJson(`/api/bundles/${bundleId}/drift`, leaseDriftSchema, signal),
    gcTime: 0,
  });

/** Who lives in a unit with other private doors than it has now. */
export const unitDriftQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId, 'drift'],
    queryFn: ({ signal }) => fetchJson(`/api/units/${unitId}/drift`, leaseDriftSchema, signal),
    gcTime: 0,
  });

/** Where somebody lives, and under which other addresses OpenKit knows them. */
export const personHomeQuery = (personId: string) =>
  queryOptions({
    queryKey: ['person', personId, 'home'],
    queryFn: ({ signal }) => fetchJson(`/api/people/${personId}/home`, personHomeSchema, signal),
  });

/** Whether keys of a unit may change hands; never an older answer. */
export const clearCheckQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['unit', unitId, 'clear'],
    queryFn: ({ signal }) => fetchJson(`/api/units/${unitId}/clear`, clearCheckSchema, signal),
    staleTime: 0,
    gcTime: 0,
  });
