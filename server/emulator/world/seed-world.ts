import { createRandom } from './random.ts';
import { seedBuildings } from './seed-buildings.ts';
import { seedKeys } from './seed-keys.ts';
import { seedPeople } from './seed-people.ts';
import { World } from './world.ts';

/** What decides a world but for its day: the three flags of the start. */
export type WorldFlags = { seed: number; people: number; buildings: number };

export type WorldSeed = WorldFlags & {
  /** The day the world begins: windows of seeded accesses are laid around it. */
  epochMs: number;
};

/** Builds the same world for the same seed, sizes and day. */
export function seedWorld(options: WorldSeed): World {
  const world = new World();
  const random = createRandom(options.seed);
  seedBuildings(world, random, options);
  seedKeys(world, createRandom(options.seed ^ 0x5eed));
  seedPeople(world, random, options);
  return world;
}
