import * as z from 'zod/mini';
import { eventCauses } from '../history.ts';

const facts = z.nullable(z.record(z.string(), z.unknown()));

/** Something that was seen to happen to an access or a door. Names from outside the viewer's scope are not in it. */
export const historyRowSchema = z.object({
  id: z.string(),
  at: z.string(),
  /**
   * The last reading before it, in which it had not happened yet; null where the time is exact or nothing was read
   * before.
   */
  since: z.nullable(z.string()),
  /** OpenKit could not be read for a part of that time. */
  isBlind: z.boolean(),
  name: z.enum([
    'access.appeared',
    'access.changed',
    'access.ended',
    'access.vanished',
    'door.appeared',
    'door.returned',
    'door.renamed',
    'door.device_changed',
    'door.vanished',
  ]),
  /** Null for doors: OpenKit shows them as they are, and nobody here changes them. */
  cause: z.nullable(z.enum(eventCauses)),
  operationId: z.nullable(z.string()),
  person: z.nullable(z.object({ id: z.string(), name: z.string() })),
  door: z.object({ id: z.string(), name: z.string() }),
  buildingName: z.nullable(z.string()),
  timeZone: z.nullable(z.string()),
  before: facts,
  after: facts,
});
export type HistoryRow = z.infer<typeof historyRowSchema>;

/** From when on history is known, and when nobody could see (domain time, newest first, the last few). */
export type HistoryBounds = {
  beginsAt: string | null;
  outages: { startedAt: string; endedAt: string | null; reason: string }[];
  /** How many there were before those. */
  earlierOutages: number;
};
