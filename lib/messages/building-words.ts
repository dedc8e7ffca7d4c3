import type { BuildingNeed } from '../building-facets.ts';
import { changeNames } from './door-words.ts';

/** What buildings are narrowed to. */
export const buildingNeedNames: Record<BuildingNeed, string> = {
  offline: 'With a lock offline',
  not_activated: 'With a lock not activated',
  battery_low: 'With a low battery',
  battery_stale: 'With a battery not read for 30 days',
  ...changeNames,
  no_zone: 'Without a time zone',
};

/** Where a building is, on what is handed over; `address` undefined = not loaded. */
export function addressWords({ address, hasFailed }: { address?: readonly string[] | undefined; hasFailed: boolean }) {
  if (address && address.length > 0) return address.join(', ');
  if (address) return 'OpenKit has no address for this building.';
  return hasFailed
    ? 'The address could not be loaded. You can find it on the building’s page.'
    : 'Loading the address.';
}
