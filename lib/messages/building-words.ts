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
