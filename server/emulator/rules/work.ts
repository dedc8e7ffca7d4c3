import type { Readings } from '../readings/readings.ts';
import type { Change } from '../world/change.ts';
import type { Notification, PasscodeType } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** One effect of a call on the world, for the journal. */
export type Applied = {
  what:
    | 'user.created'
    | 'user.changed'
    | 'access.created'
    | 'access.overwritten'
    | 'access.changed'
    | 'access.revoked'
    | 'door.changed'
    | 'building.changed';
  userUuid: string | null;
  doorUuid: string | null;
  passcodeType: PasscodeType | null;
};

/** One unit of work on the world: reads it, changes it through `put`, and remembers what it did. */
export type Work = {
  world: World;
  readings: Readings;
  seed: number;
  nowMs: number;
  /** A fault may stop a grant after this many doors. */
  doorLimit?: number;
  put(change: Change): void;
  applied: Applied[];
  notifications: Notification[];
  /** Habits a partner should not have, for the journal. */
  violations: Set<string>;
};
