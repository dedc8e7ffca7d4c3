import * as z from 'zod/mini';

/**
 * An access as the browser sees it: door, window with its zone, granter, whether a code can be asked for. Never a code.
 */
export const accessViewSchema = z.object({
  id: z.string(),
  doorId: z.string(),
  doorName: z.string(),
  buildingId: z.nullable(z.string()),
  buildingName: z.string(),
  /** The building's IANA zone; null when OpenKit names none. */
  timeZone: z.nullable(z.string()),
  passcodeType: z.enum(['PERMANENT', 'DAILY', 'DAILY_SINGLE_USE', 'UNKNOWN']),
  start: z.string(),
  end: z.nullable(z.string()),
  /** The local day of a daily code. */
  day: z.nullable(z.string()),
  shareable: z.nullable(z.boolean()),
  role: z.nullable(z.enum(['resident', 'non_resident', 'guest', 'tourer'])),
  granterKind: z.enum(['partner', 'user', 'unknown']),
  /** Whose guest we gave it to, where they may be seen; residents who share in the app are its granter instead. */
  hostId: z.nullable(z.string()),
  hostName: z.nullable(z.string()),
  /** What it was said to be for when it was given. */
  note: z.nullable(z.string()),
  doorcodeStatus: z.enum(['valid', 'communal_conflict', 'resident', 'guest_conflict', 'none', 'unknown']),
  /** By the clock: `gone` = OpenKit no longer shows it. */
  state: z.enum(['active', 'scheduled', 'ended', 'gone']),
  /** Since when its lock may not know how it stands: a gone one may still open, another may not open yet. */
  awaitsSyncSince: z.nullable(z.string()),
  /** OpenKit shows it, now or earlier. False = only asked for: nothing that could be counted or revealed. */
  isHeld: z.boolean(),
  /** What is under way on this access or door. */
  pending: z.nullable(z.enum(['sending', 'unknown', 'needs_person'])),
  pendingKind: z.nullable(z.enum(['grant', 'revoke', 'change'])),
  /** The operation that is under way. */
  operationId: z.nullable(z.string()),
  door: z.object({
    isConnected: z.nullable(z.boolean()),
    isActivated: z.boolean(),
    kind: z.enum(['door', 'elevator', 'unknown']),
  }),
});
export type AccessView = z.infer<typeof accessViewSchema>;
