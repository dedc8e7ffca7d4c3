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
  /** Doors of the unit that OpenKit lists. */
  doorCount: z.number(),
  /** Doors of the unit that it lists no more: nobody can tell who opens them. */
  goneDoorCount: z.number(),
  /** Who can open a door without a lease of the unit, or before theirs begins. */
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
  /** Revoked, or over by an end that was moved earlier, but the lock may not know. */
  unsynced: z.array(z.object({ name: z.string(), doorId: z.string(), doorName: z.string() })),
  /** Access on the way to somebody without a lease of the unit. */
  asked: z.array(z.object({ name: z.string(), doorName: z.string(), operationId: z.string() })),
  /** Leases of those who live there: begun before today, or today beside somebody else's. */
  leases: z.array(z.object({ name: z.string(), leaseEnd: z.nullable(z.string()) })),
  /** Leases that begin today or later: whom the keys are for. `isIn`: they can open a door of its own. */
  incoming: z.array(z.object({ name: z.string(), leaseStart: z.string(), isIn: z.boolean() })),
  /** When OpenKit was last read whole. */
  asOf: z.nullable(z.string()),
  /** Whether that reading was sound; `never`: there was none. */
  sweep: z.enum(['never', 'complete', 'suspect']),
});
export type ClearCheck = z.infer<typeof clearCheckSchema>;

/** `unknown`: nothing was found, but not all of the unit's doors could be looked at. */
export function verdictOf(check: ClearCheck): 'clear' | 'not_clear' | 'unknown' {
  const { open, codes, unsynced, asked, leases } = check;
  if (open.length + codes.length + unsynced.length + asked.length + leases.length > 0) return 'not_clear';
  return check.doorCount > 0 && check.goneDoorCount === 0 && check.sweep === 'complete' ? 'clear' : 'unknown';
}
