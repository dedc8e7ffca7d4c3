import type { Building, Door } from './model.ts';
import type { Random } from './random.ts';

/** Access can be given to this door: activated, and no elevator. */
function canBeGranted(door: Door): boolean {
  return door.device !== null && door.type === 'DOOR' && door.enabled && !door.building.gone;
}

export function communalDoors(building: Building): Door[] {
  return building.doors.filter((door) => door.accessibilityType === 'COMMUNAL' && canBeGranted(door));
}

export function privateDoors(building: Building): Door[] {
  return building.doors.filter((door) => door.accessibilityType === 'PRIVATE' && canBeGranted(door));
}

/** Up to `count` neighbours in order from a random place: cheap, and no door comes twice. */
export function sample<T>(random: Random, items: readonly T[], count: number): T[] {
  const start = random.below(Math.max(1, items.length));
  return Array.from(
    { length: Math.min(count, items.length) },
    (_, step) => items[(start + step) % items.length],
  ).filter((item) => item !== undefined);
}
