import * as z from 'zod/mini';
import { day } from './day.ts';
import { name } from './text.ts';
import { uuid } from './uuid.ts';

const contact = z.string().check(z.trim(), z.maxLength(320, 'email_invalid'));

/** When a guest may come in, on the building's calendar: whole days with the app, or a code for one day. */
const whenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stay'), from: day, to: day }),
  z.strictObject({
    kind: z.literal('day'),
    passcodeType: z.enum(['DAILY', 'DAILY_SINGLE_USE']),
    day: z.enum(['today', 'tomorrow']),
  }),
]);
export type GuestWhen = z.infer<typeof whenSchema>;

/** A guest of a resident: the host by their lease, and which of the doors it brings. A stay needs an email. */
export const inviteGuestSchema = z.strictObject({
  intentId: uuid,
  tenancyId: uuid,
  guest: z.strictObject({ firstName: name, lastName: name, email: contact, phone: contact }),
  doorIds: z.array(uuid).check(z.minLength(1, 'doors_required'), z.maxLength(50, 'too_many_doors')),
  when: whenSchema,
});
export type InviteGuestInput = z.infer<typeof inviteGuestSchema>;

/** A door that a host's lease brings, and for how long at most it may be passed on. */
const hostDoorSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['door', 'elevator', 'unknown']),
  isActivated: z.boolean(),
  isConnected: z.nullable(z.boolean()),
  isShareable: z.boolean(),
  /** When the host's own access begins. */
  start: z.string(),
  /** When it ends; null = no end is known. */
  end: z.nullable(z.string()),
});
export type HostDoor = z.infer<typeof hostDoorSchema>;

/** Who of a unit may have guests, and where. */
export const unitHostsSchema = z.object({
  unitId: z.string(),
  unitName: z.string(),
  buildingId: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  hosts: z.array(
    z.object({ tenancyId: z.string(), personId: z.string(), name: z.string(), doors: z.array(hostDoorSchema) }),
  ),
});
export type UnitHosts = z.infer<typeof unitHostsSchema>;
export type Host = UnitHosts['hosts'][number];
