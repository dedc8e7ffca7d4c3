import { z } from 'zod';
import { createRandom } from '../world/random.ts';
import { type ReadingName, type ReadingSpec, type Readings, readingTable } from './readings.ts';

export const profiles = ['openkit', 'opendoor', 'mixed'] as const;
export type Profile = (typeof profiles)[number];

export const readingNames = Object.keys(readingTable).filter((name): name is ReadingName => name in readingTable);

/** A profile and the single readings that differ from it. */
export type ReadingChoice = { profile: Profile; overrides: z.infer<typeof readingOverrides> };

/** Any number of readings by name; an unknown name or value is refused. */
export const readingOverrides = z.strictObject(
  Object.fromEntries(readingNames.map((name) => [name, z.enum(readingTable[name].values).optional()])),
);

const readingsSchema = z
  .strictObject(Object.fromEntries(readingNames.map((name) => [name, z.enum(readingTable[name].values)])))
  .transform((value) => value as Readings);

/**
 * The readings of a profile with single ones overridden: `openkit` takes the defaults, `opendoor` the newer readings,
 * `mixed` picks each by the seed but what only newer deployments have: keys, GUEST and TOURER. Throws a ZodError naming
 * an unknown reading or value.
 */
export function chooseReadings(profile: Profile, seed: number, overrides: Record<string, unknown> = {}): Readings {
  const random = createRandom(seed ^ 0x7ead);
  const chosen = readingNames.map((name) => [name, chooseOne(name, profile, random.next())]);
  return readingsSchema.parse({ ...Object.fromEntries(chosen), ...overrides });
}

function chooseOne(name: ReadingName, profile: Profile, chance: number): string {
  const spec: ReadingSpec = readingTable[name];
  const [standard] = spec.values;
  if (profile === 'opendoor') return spec.newer ?? standard;
  if (profile === 'openkit' || spec.isNewerOnly) return standard;
  return spec.values[Math.floor(chance * spec.values.length)] ?? standard;
}
