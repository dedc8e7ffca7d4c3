import { type Change, lastOfEach } from '../world/change.ts';
import { seedWorld, type WorldFlags, type WorldSeed } from '../world/seed-world.ts';
import type { World } from '../world/world.ts';
import { ChangeLog } from './change-log.ts';
import type { DataDirectory } from './data-directory.ts';
import { StartError } from './start-error.ts';

export type OpenedWorld = { seed: WorldSeed; world: World; log: ChangeLog; changes: Change[] };

/**
 * The world of a data directory as it was left, or a new one. Throws a StartError when the directory was made
 * with another seed or size, or cannot be read; `isReset` replaces it instead.
 */
export function openWorld(wanted: WorldSeed, directory: DataDirectory | null, isReset: boolean): OpenedWorld {
  const kept = isReset ? null : (directory?.readOrigin() ?? null);
  if (!directory || !kept) return beginWorld(wanted, directory, [], wanted);
  for (const name of ['seed', 'people', 'buildings'] as const) {
    if (kept.madeWith[name] === wanted[name]) continue;
    throw new StartError(
      `The data directory was made with --${name} ${kept.madeWith[name]}, not ${wanted[name]}: start with that, choose another --data, or add --reset to begin anew.`,
    );
  }
  try {
    const opened = replay(kept.seed, directory, directory.load());
    directory.resume(opened.changes);
    return opened;
  } catch (error) {
    throw error instanceof ReplayError ? directory.damaged(error.message) : error;
  }
}

/**
 * A freshly seeded world with changes on top. `{ seed, people, buildings }`: the flags of the start, which a directory
 * asks for again. Throws a ReplayError, or a StartError when it cannot be kept.
 */
export function beginWorld(
  from: WorldSeed,
  directory: DataDirectory | null,
  changes: Change[],
  { seed, people, buildings }: WorldFlags,
): OpenedWorld {
  // Changes that do not fit this seed throw before anything kept is replaced.
  const opened = replay(from, directory, changes);
  directory?.begin({ seed: from, madeWith: { seed, people, buildings } }, changes);
  return opened;
}

/** Changes that do not fit the world they are to change. */
export class ReplayError extends Error {}

function replay(seed: WorldSeed, directory: DataDirectory | null, changes: Change[]): OpenedWorld {
  const world = seedWorld(seed);
  for (const change of lastOfEach(changes)) applyTo(world, change);
  return { seed, world, log: new ChangeLog(directory, changes), changes };
}

function applyTo(world: World, change: Change): void {
  try {
    world.apply(change);
  } catch (error) {
    throw new ReplayError(error instanceof Error ? error.message : 'unreadable');
  }
}
