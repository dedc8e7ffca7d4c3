import * as z from 'zod/mini';
import type { Coverage } from '../page.ts';
import type { Instant } from '../time/instant.ts';

/** A row of the doors list, also what the door chooser shows. Null = OpenKit does not say. */
export const doorRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  kind: z.enum(['door', 'elevator', 'unknown']),
  accessibility: z.nullable(z.enum(['communal', 'private'])),
  isConnected: z.nullable(z.boolean()),
  isActivated: z.boolean(),
  serialNumber: z.nullable(z.string()),
  batteryPercent: z.nullable(z.number()),
  batteryAt: z.nullable(z.string()),
  /** People whose access works now; null = they have more than `countedAccesses`, as a list does not count further. */
  peopleNow: z.nullable(z.number()),
});
export type DoorRow = z.infer<typeof doorRowSchema>;

/** A door's page without its accesses. */
export type DoorView = Omit<DoorRow, 'peopleNow'> & {
  deviceType: string | null;
  portfolioName: string | null;
  /** Gone from OpenKit's list: shown for history. */
  isGone: boolean;
  /** When the last complete sweep ended. */
  /** The door that took its place, as a person said. */
  successor: { id: string; name: string } | null;
  asOf: string | null;
  coverage: Coverage;
  /** Accesses that work now, begin later, are over. */
  counts: { now: number; next: number; ended: number };
  /** Accesses the lock may not know of yet. */
  awaitingSync: number;
  /** When they were counted, by the domain's clock. */
  shownAt: Instant;
  /** People who are meant to hold it and do not. */
  missingHolders: number;
  /** Operations that still have something to send or confirm here, newest first. */
  operationIds: string[];
};
