/** Seeded pseudo-random numbers: the same seed always gives the same world. Not for secrets. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  uuid(): string;
};

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Mulberry32: small, fast and good enough to spread people over doors. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 4294967296;
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    uuid: () => formatUuid([word(), word(), word(), word()]),
  };
}

/** Four 32-bit words as a version 4 uuid. */
function formatUuid([first = 0, second = 0, third = 0, fourth = 0]: number[]): string {
  return `${hex32(first)}-${hex16(second >>> 16)}-${hex16((second & 0x0fff) | 0x4000)}-${hex16(
    ((third >>> 16) & 0x3fff) | 0x8000,
  )}-${hex16(third)}${hex32(fourth)}`;
}

function hex16(value: number): string {
  return `${hexPairs[(value >>> 8) & 255]}${hexPairs[value & 255]}`;
}

function hex32(value: number): string {
  return hex16(value >>> 16) + hex16(value);
}
