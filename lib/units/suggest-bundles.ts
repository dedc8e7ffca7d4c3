import type { BundleKind } from './kinds.ts';
import { type NamedDoor, unitNameOf } from './suggest-units.ts';

export type SuggestedBundle = { name: string; kind: BundleKind; doorIds: string[] };

const wordsOf = (...words: string[]): RegExp => new RegExp(`\\b(?:${words.join('|')})`, 'i');

/** What only those who work there are given unasked: looked for first, so that a pool pump is not the pool. */
const service = wordsOf(
  ...['trash', 'garbage', 'refuse', 'recycling', 'compactor', 'laundry', 'linen', 'electric', 'meters?\\b'],
  ...['mechanical', 'boiler', 'pump', 'hvac', 'utility', 'utilities', 'telecom', 'server', 'janitor', 'maintenance'],
  ...['storage room', 'loading', 'service', 'staff', 'office', 'manager', 'roof access', 'roof hatch'],
);
const amenities = wordsOf(
  ...['gym', 'fitness', 'yoga', 'pool\\b', 'spa\\b', 'sauna', 'lounge', 'club', 'mail', 'package', 'parcel', 'bike'],
  ...['bicycle', 'roof', 'terrace', 'patio', 'deck', 'garden', 'barbecue', 'bbq', 'coworking', 'co-working'],
  ...['business', 'conference', 'library', 'media', 'theat', 'cinema', 'game', 'play', 'party', 'kitchen'],
  ...['pet\\b', 'dog'],
);

/**
 * Bundles as the names of doors that several homes share suggest them: amenities, service doors, and what else OpenKit
 * calls communal. Private doors and elevators are in none.
 */
export function suggestBundles(doors: readonly NamedDoor[]): SuggestedBundle[] {
  const shared = doors.filter(
    ({ kind, accessibility, name }) => kind === 'door' && accessibility !== 'private' && unitNameOf(name) === null,
  );
  const groups = Map.groupBy(shared, ({ name, accessibility }) => {
    if (service.test(name)) return 'service';
    if (amenities.test(name)) return 'amenities';
    return accessibility;
  });
  const idsOf = (group: 'service' | 'amenities' | 'communal') => (groups.get(group) ?? []).map(({ id }) => id);
  const suggested: SuggestedBundle[] = [
    { name: 'Amenities', kind: 'amenities', doorIds: idsOf('amenities') },
    { name: 'Communal doors', kind: 'amenities', doorIds: idsOf('communal') },
    { name: 'Service doors', kind: 'service', doorIds: idsOf('service') },
  ];
  return suggested.filter(({ doorIds }) => doorIds.length > 0);
}
