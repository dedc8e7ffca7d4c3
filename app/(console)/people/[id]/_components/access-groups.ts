import { isOursToLast } from '#lib/access-rules/ours-to-last';
import type { AccessView } from '#lib/schemas/access';
import type { Shown } from '../search-params.ts';

export type BuildingGroup = { buildingId: string; name: string; accesses: AccessView[] };

/** Each list of a person's page. What is only asked for stands in both current ones, so that nobody misses it. */
export function accessesShown(accesses: readonly AccessView[], show: Shown): AccessView[] {
  return accesses.filter((access) => {
    if (!access.isHeld) return show !== 'ended';
    if (show === 'now') return access.state === 'active';
    return show === 'next' ? access.state === 'scheduled' : access.state === 'ended' || access.state === 'gone';
  });
}

/** How many there are of each, held ones only: what is under way is not counted. */
export const heldCount = (accesses: readonly AccessView[], show: Shown): number =>
  accessesShown(accesses, show).filter((access) => access.isHeld).length;

/** By building, in the order of the buildings' names; within one as given. */
export function byBuilding(accesses: readonly AccessView[]): BuildingGroup[] {
  const groups = Map.groupBy(accesses, (access) => access.buildingId ?? '');
  return [...groups]
    .map(([buildingId, of]) => ({ buildingId, name: of[0]?.buildingName ?? '', accesses: of }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** OpenKit revokes permanent access only, and not twice. */
export const isRevocable = (access: AccessView): boolean =>
  access.isHeld &&
  access.passcodeType === 'PERMANENT' &&
  (access.state === 'active' || access.state === 'scheduled') &&
  access.pending === null;

/** What we gave ourselves can be changed; what a resident shared is theirs. */
export const isChangeable = (access: AccessView): boolean => isRevocable(access) && isOursToLast(access);
