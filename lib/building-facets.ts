import { changeKinds, lockTroubles } from './door-facets.ts';

/**
 * What buildings can be narrowed to, several at once: those with a lock of which this holds, with an access that
 * changed elsewhere or whose lock may not know of it yet, or without a time zone.
 */
export const buildingNeeds = [...lockTroubles, ...changeKinds, 'no_zone'] as const;
export type BuildingNeed = (typeof buildingNeeds)[number];
