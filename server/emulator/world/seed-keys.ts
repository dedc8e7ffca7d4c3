import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Every building gets one key to its communal doors; served only where the deployment knows keys. */
export function seedKeys(world: World, random: Random): void {
  for (const building of world.buildings.values()) {
    const doors = building.doors.filter(
      (door) => door.accessibilityType === 'COMMUNAL' && door.type === 'DOOR' && door.device !== null,
    );
    const uuid = random.uuid();
    world.keys.set(uuid, { uuid, name: `${building.name} common areas`, building, doors });
  }
}
