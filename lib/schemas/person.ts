import * as z from 'zod/mini';
import { accessViewSchema } from './access.ts';
import { coverageSchema } from './page.ts';

/** A row of the people list. Counts are of accesses that work now, in the viewer's scope. */
export const personRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  buildings: z.array(z.string()),
  /** The residents whose guest they are, now or soon. */
  hosts: z.array(z.string()),
  activeDoors: z.number(),
  scheduledDoors: z.number(),
  /** The earliest end of an access that works now; null when none ends. */
  nextEnd: z.nullable(z.string()),
  nextEndZone: z.nullable(z.string()),
  /** Doors with something sent and not confirmed yet. */
  pendingDoors: z.number(),
});
export type PersonRow = z.infer<typeof personRowSchema>;

/** A whole email or phone, as typed. */
export const contactSchema = z.strictObject({ contact: z.string().check(z.trim(), z.maxLength(320, 'email_invalid')) });
export type ContactInput = z.infer<typeof contactSchema>;
export type ContactOwner = { id: string; name: string; email: string | null };

export const personViewSchema = z.object({
  id: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  /** Gone from OpenKit's list: shown for history. */
  isGone: z.boolean(),
  /** When what is shown was read from OpenKit: this person alone, or the last sweep. */
  asOf: z.nullable(z.string()),
  coverage: coverageSchema,
  /** A reading of this person has been asked for and has not come yet. */
  isRefreshing: z.boolean(),
  accesses: z.array(accessViewSchema),
  /**
   * Their guests, one entry a door and kind of access, as far as the viewer may see. `isOurs`: we let them in, so
   * OpenKit does not take it from them when their host loses the door. `isDaily`: a code for a day, which nobody can
   * revoke.
   */
  guests: z.array(z.object({ name: z.string(), doorId: z.string(), isOurs: z.boolean(), isDaily: z.boolean() })),
});
export type PersonView = z.infer<typeof personViewSchema>;
