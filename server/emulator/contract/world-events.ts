import { z } from 'zod';
import { roles } from '../world/model.ts';

/** What happens behind the partner's back: managers, residents and Latch itself. */
const instant = z.iso.datetime({ offset: true });
const zone = z.string().refine(isZone, 'is no IANA zone');

/** Events, and by what they name users, doors and buildings. */
export const worldEventNaming = (uuid: z.ZodType<string>) =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('door_enabled'), doorUuid: uuid, enabled: z.boolean() }),
    z.strictObject({ type: z.literal('door_connection'), doorUuid: uuid, isConnected: z.boolean().nullable() }),
    z.strictObject({ type: z.literal('door_device'), doorUuid: uuid, device: z.enum(['removed', 'installed']) }),
    z.strictObject({ type: z.literal('door_renamed'), doorUuid: uuid, name: z.string().min(1) }),
    z.strictObject({ type: z.literal('building_gone'), buildingUuid: uuid, gone: z.boolean().default(true) }),
    z.strictObject({ type: z.literal('building_renamed'), buildingUuid: uuid, name: z.string().min(1) }),
    /** The zone of the building's locks, told by OpenKit from now on; null: no longer told, the locks keep theirs. */
    z.strictObject({ type: z.literal('building_zone'), buildingUuid: uuid, zone: zone.nullable() }),
    /** Mission Control ends an access, whoever granted it; a resident's takes the guests along. */
    z.strictObject({ type: z.literal('access_ended'), userUuid: uuid, doorUuid: uuid }),
    /** Mission Control moves the end of a partner's PERMANENT access. */
    z.strictObject({ type: z.literal('access_moved'), userUuid: uuid, doorUuid: uuid, endTime: instant.nullable() }),
    /** A manager grants in Mission Control. */
    z.strictObject({
      type: z.literal('manager_granted'),
      userUuid: uuid,
      doorUuid: uuid,
      role: z.enum(roles).default('NON_RESIDENT'),
    }),
    /** A resident shares a door with a guest from the app. */
    z.strictObject({
      type: z.literal('guest_invited'),
      hostUuid: uuid,
      doorUuid: uuid,
      email: z.string().min(3),
      firstName: z.string().min(1),
      lastName: z.string().min(1),
      endTime: instant.nullish(),
    }),
    z.strictObject({ type: z.literal('email_changed'), userUuid: uuid, email: z.string().min(3) }),
    z.strictObject({ type: z.literal('phone_changed'), userUuid: uuid, phone: z.string().nullable() }),
    z.strictObject({ type: z.literal('user_renamed'), userUuid: uuid, firstName: z.string(), lastName: z.string() }),
  ]);

export const worldEvent = worldEventNaming(z.uuid());
export type WorldEvent = z.infer<typeof worldEvent>;

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
