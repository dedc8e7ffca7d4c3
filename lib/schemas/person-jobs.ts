import * as z from 'zod/mini';
import type { Accepted } from './tenancy.ts';
import { note } from './text.ts';
import { uuid } from './uuid.ts';

export const lostPhoneSchema = z.strictObject({ intentId: uuid, personId: uuid, note });
export type LostPhoneInput = z.infer<typeof lostPhoneSchema>;

/** Gives again what an operation took away. */
export const giveAgainSchema = z.strictObject({ intentId: uuid, operationId: uuid });
export type GiveAgainInput = z.infer<typeof giveAgainSchema>;
/**
 * A door that is not given again: nothing they were to hold it for stands, its end has passed, or OpenKit cannot give
 * it.
 */
export type LeftOutDoor = { doorName: string; why: 'not_meant' | 'over' | 'door_gone' | 'not_givable' };
export type GivenAgain = Accepted & { leftOut: LeftOutDoor[] };

export const changeEmailSchema = z.strictObject({
  intentId: uuid,
  personId: uuid,
  email: z.string().check(z.trim(), z.minLength(1, 'email_required'), z.maxLength(320, 'email_invalid')),
  note,
});
export type ChangeEmailInput = z.infer<typeof changeEmailSchema>;

/** OpenKit cannot move a start: the access is revoked, then given anew with a new code. */
export const replaceStartSchema = z.strictObject({
  intentId: uuid,
  personId: uuid,
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(50, 'too_many_doors')),
  start: z.iso.datetime({ offset: true, error: 'date_invalid' }),
});
export type ReplaceStartInput = z.infer<typeof replaceStartSchema>;
