import type { DoorState } from '#lib/schemas/operation';
import type { Instant } from '#lib/time/instant';
import type { PersonSnapshot } from '../openkit/types.ts';

export type DoorVerdict = { doorId: string; state: DoorState; reason: string | null };

/**
 * What one turn on an item came to. `next`: nothing more (`settled`), read OpenKit back (`read_back`) or send once more
 * (`send`), not before `waitSeconds`. Doors not named in `doors` keep their state.
 */
export type ItemResult = {
  doors: DoorVerdict[];
  next: 'settled' | 'read_back' | 'send';
  waitSeconds: number;
  /** The write reached OpenKit, or may have. */
  wasSent: boolean;
  /** A read-back that did not find what was asked for. */
  wasEmpty: boolean;
  personId: string | null;
  /** What OpenKit said of the person in this turn, and when the request began. */
  reading: { person: PersonSnapshot; readAt: Instant } | null;
};

export const noReading = { personId: null, reading: null } as const;

export const verdicts = (doorIds: string[], state: DoorState, reason: string | null = null): DoorVerdict[] =>
  doorIds.map((doorId) => ({ doorId, state, reason }));
