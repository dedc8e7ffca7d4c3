import { z } from 'zod';
import { instant, type Tolerant, uuid } from './tolerant.ts';

/*
 * OpenKit's answers as documented. A row fails only when its own uuids cannot be read; everything else is tolerated
 * field by field.
 */

/** Null where there is none; undefined where one is said in a way nobody can read, which must never pass for none. */
const portfolioSchema = ({ field, name }: Tolerant, at: string) =>
  field(
    at,
    z
      .object({ uuid, name: name(`${at}.name`) })
      .optional()
      .transform((portfolio) => portfolio ?? null),
    undefined,
  );

export const buildingSchema = (tolerant: Tolerant) => {
  const { field, name, line, optionalText } = tolerant;
  return z.object({
    uuid,
    name: name('Building.name'),
    address: field(
      'Building.address',
      z.object({
        addressLine1: line('Building.address.addressLine1'),
        addressLine2: line('Building.address.addressLine2'),
        addressLine3: line('Building.address.addressLine3'),
        city: line('Building.address.city'),
        state: line('Building.address.state'),
        postalCode: line('Building.address.postalCode'),
        country: line('Building.address.country'),
        portfolio: portfolioSchema(tolerant, 'Building.address.portfolio'),
        timezone: optionalText('Building.address.timezone'),
      }),
      null,
    ),
    portfolio: portfolioSchema(tolerant, 'Building.portfolio'),
    timezone: optionalText('Building.timezone'),
  });
};

const deviceSchema = ({ field, text }: Tolerant) =>
  z.object({
    serialNumber: text('Door.device.serialNumber'),
    type: text('Door.device.type'),
    battery: field(
      'Door.device.battery',
      z.object({
        percentage: field('Door.device.battery.percentage', z.number().min(0).max(100), null),
        lastUpdated: field('Door.device.battery.lastUpdated', z.number().positive().max(1e14), null),
      }),
      null,
    ),
  });

export const doorSchema = (tolerant: Tolerant) =>
  z.object({
    uuid,
    // A door in no building would be in nobody's scope.
    buildingUuid: uuid,
    name: tolerant.name('Door.name'),
    type: tolerant.word('Door.type', ['DOOR', 'ELEVATOR'], 'required'),
    accessibilityType: tolerant.word('Door.accessibilityType', ['COMMUNAL', 'PRIVATE'], 'optional'),
    isConnected: tolerant.field('Door.isConnected', z.boolean().optional(), undefined),
    device: tolerant.field('Door.device', deviceSchema(tolerant).nullish(), 'unreadable' as const),
  });

const doorcodeDescriptions = [
  'VALID',
  'COMMUNAL_DOORCODE_CONFLICT',
  'USER_HAS_RESIDENT_ACCESS',
  'USER_HAS_GUEST_ACCESS_CONFLICT',
] as const;

const doorcodeSchema = ({ field, word }: Tolerant) =>
  z.object({
    // The code itself ends here: snapshots know only whether there is one.
    code: field('User.accesses.doorcode.code', z.string().min(1).nullable(), null).transform((code) => code !== null),
    description: word('User.accesses.doorcode.description', doorcodeDescriptions, 'required'),
  });

export const accessSchema = (tolerant: Tolerant) => {
  const { field, word } = tolerant;
  return z.object({
    doorUuid: uuid,
    passcodeType: word('User.accesses.passcodeType', ['PERMANENT', 'DAILY', 'DAILY_SINGLE_USE'], 'required'),
    shareable: field('User.accesses.shareable', z.boolean(), null),
    startTime: field('User.accesses.startTime', instant, null),
    // Left out or null, there is none; undefined = there is one that cannot be read, which must never pass for none.
    endTime: field(
      'User.accesses.endTime',
      instant.nullish().transform((end) => end ?? null),
      undefined,
    ),
    granter: field(
      'User.accesses.granter',
      z.object({
        type: word('User.accesses.granter.type', ['PARTNER', 'USER'], 'required'),
        uuid: field('User.accesses.granter.uuid', uuid, null),
      }),
      null,
    ),
    role: word('User.accesses.role', ['RESIDENT', 'NON_RESIDENT', 'GUEST', 'TOURER'], 'optional'),
    doorcode: field('User.accesses.doorcode', doorcodeSchema(tolerant).nullish(), 'unreadable' as const),
  });
};

/** For revealing alone: the one place where a code is read. */
export const codeOfAccess = z.object({ doorcode: z.object({ code: z.string().min(1) }) });

export const residentSchema = ({ name, contact }: Tolerant) =>
  z.object({
    userUuid: uuid,
    firstName: name('User.firstName'),
    lastName: name('User.lastName'),
    // The schema promises one, but people with only a phone exist.
    email: contact('User.email'),
    phone: contact('User.phone'),
  });

export const userSchema = (tolerant: Tolerant) =>
  residentSchema(tolerant).extend({
    accesses: tolerant.field('User.accesses', z.array(z.unknown()).optional(), 'unreadable' as const),
  });

export type WireBuilding = z.output<ReturnType<typeof buildingSchema>>;
export type WireDoor = z.output<ReturnType<typeof doorSchema>>;
export type WireAccess = z.output<ReturnType<typeof accessSchema>>;
export type WireResident = z.output<ReturnType<typeof residentSchema>>;
export type WireUser = z.output<ReturnType<typeof userSchema>>;
