import type { Instant } from '../time/instant.ts';

/** A lock to sync by hand, with what it has to learn. */
export type WalkDoor = {
  doorId: string;
  name: string;
  buildingId: string;
  buildingName: string;
  timeZone: string | null;
  /** From its name; null where that tells none. */
  floor: number | null;
  /** Since when something waits for it. */
  since: string;
  /** Who cannot open it yet, and who still can. */
  toLearn: string[];
  toForget: string[];
};

/**
 * By building, then floor, in walking order. `isWhole` false = there are more than fit on a list to walk with;
 * `shownAt`: what came later is not on it.
 */
export type WalkList = { doors: WalkDoor[]; isWhole: boolean; shownAt: Instant };
