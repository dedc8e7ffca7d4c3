import * as z from 'zod/mini';

const openDoor = z.object({
  personId: z.string(),
  name: z.string(),
  doorId: z.string(),
  doorName: z.string(),
  /** `former`: moved out; `guest`: let in by somebody; `vendor`: no resident; `other`: nobody noted why. */
  who: z.enum(['former', 'guest', 'vendor', 'other']),
  /** Who let them in. */
  hostName: z.nullable(z.string()),
  end: z.nullable(z.string()),
});

/** What stands between a unit and new keys: everything that opens, or may still open, one of its doors. */
export const clearCheckSchema = z.object({
  unitName: z.string(),
  timeZone: z.nullable(z.string()),
  doorCount: z.number(),
  /** Who can open a door without a lease of the unit. */
  open: z.array(openDoor),
  /** Daily codes for today or later. */
  codes: z.array(
    z.object({
      name: z.string(),
      doorName: z.string(),
      hostName: z.nullable(z.string()),
      end: z.nullable(z.string()),
    }),
  ),
  /** Revoked, but the lock may not know. */
  unsynced: z.array(z.object({ name: z.string(), doorId: z.string(), doorName: z.string() })),
  /** Leases that stand. */
  leases: z.array(z.object({ name: z.string(), leaseEnd: z.nullable(z.string()) })),
  /** When OpenKit was last read whole. */
  asOf: z.nullable(z.string()),
});
export type ClearCheck = z.infer<typeof clearCheckSchema>;

export const isClear = ({ open, codes, unsynced, leases }: ClearCheck): boolean =>
  open.length + codes.length + unsynced.length + leases.length === 0;
