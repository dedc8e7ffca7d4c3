import * as z from 'zod/mini';
import { accessRoles, type DoorcodeStatus, passcodeTypes } from '../access-rules/terms.ts';
import { selectionSchema } from './selection.ts';
import { name, note } from './text.ts';
import { uuid } from './uuid.ts';

const instant = z.iso.datetime({ offset: true, error: 'date_invalid' });

/** Who gets access: a person we know, or someone to be created (then OpenKit matches by email, else phone). */
const recipientSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('known'),
    personId: uuid,
    /** The one address a daily code goes to; left out = both, as PERMANENT takes them. */
    contact: z.optional(z.enum(['email', 'phone'])),
  }),
  z.strictObject({
    kind: z.literal('new'),
    firstName: name,
    lastName: name,
    email: z.string().check(z.trim(), z.maxLength(320, 'email_invalid')),
    phone: z.string().check(z.trim(), z.maxLength(40, 'phone_invalid')),
  }),
]);

/** What the sheet "Give access" sends. Times are instants with an offset; `end` null = no expiry. */
export const grantAccessSchema = z.strictObject({
  intentId: uuid,
  recipient: recipientSchema,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(500, 'too_many_doors')),
  terms: z.strictObject({
    passcodeType: z.enum(passcodeTypes),
    start: instant,
    end: z.nullable(instant),
    shareable: z.boolean(),
    role: z.enum(accessRoles),
    notify: z.boolean(),
  }),
  /** What it is for: a job number, or a few words. */
  note: z.optional(note),
});
export type GrantAccessInput = z.infer<typeof grantAccessSchema>;

/** Revokes a person's permanent access on doors. Several doors are several calls in one operation. */
export const revokeAccessSchema = z.strictObject({
  intentId: uuid,
  personId: uuid,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(500, 'too_many_doors')),
});
export type RevokeAccessInput = z.infer<typeof revokeAccessSchema>;

/**
 * Changes end and sharing of a person's permanent access on doors; what is not named stays as it is. `seen`: how the
 * page showed them, so that nothing somebody else changed meanwhile is overwritten unseen.
 */
export const changeAccessSchema = z.strictObject({
  intentId: uuid,
  personId: uuid,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(500, 'too_many_doors')),
  end: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('keep') }),
    z.strictObject({ kind: z.literal('never') }),
    z.strictObject({ kind: z.literal('later'), months: z.int().check(z.gte(1), z.lte(60)) }),
    z.strictObject({ kind: z.literal('at'), at: instant }),
  ]),
  shareable: z.nullable(z.boolean()),
  seen: z.optional(
    z
      .array(z.strictObject({ doorId: uuid, end: z.nullable(instant), shareable: z.nullable(z.boolean()) }))
      .check(z.maxLength(500, 'too_many_doors')),
  ),
});
export type ChangeAccessInput = z.infer<typeof changeAccessSchema>;

export const revealDoorcodesSchema = z.strictObject({
  personId: uuid,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(50, 'too_many_doors')),
});
export type RevealDoorcodesInput = z.infer<typeof revealDoorcodesSchema>;

/** A person says that these doors' locks have synced: of what waited when the page was read, by the server's clock. */
export const claimSyncSchema = z.strictObject({
  shownAt: instant,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(500, 'too_many_doors')),
});
export type ClaimSyncInput = z.infer<typeof claimSyncSchema>;

/** The same for the locks that the chosen accesses wait for. */
export const claimSyncsSchema = z.strictObject({ selection: selectionSchema, shownAt: instant });
export type ClaimSyncsInput = z.infer<typeof claimSyncsSchema>;

/** `waiting`: accesses for which these locks have more to learn, because it came after the page was read. */
export type ClaimedSync = { waiting: number };

/** A code as it may be shown for a short while: only ever in an action's answer. */
export type RevealedDoorcodeView = {
  doorId: string;
  doorName: string;
  buildingName: string;
  timeZone: string | null;
  code: string | null;
  /** Why there is none. */
  status: DoorcodeStatus;
  start: string;
  day: string | null;
};
