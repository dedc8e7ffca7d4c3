import { z } from 'zod';
import { passcodeTypes, roles } from '../world/model.ts';

/** OpenKit's entities as answered: the schemas behind /openapi.json and behind response validation in tests. */
const uuid = z.uuid();
const instant = z.iso.datetime();

const portfolio = z.strictObject({ uuid, name: z.string() });

const address = z.strictObject({
  addressLine1: z.string(),
  addressLine2: z.string(),
  addressLine3: z.string(),
  city: z.string(),
  country: z.string(),
  postalCode: z.string(),
  state: z.string(),
  portfolio: portfolio.optional(),
  timezone: z.string().optional(),
});

export const building = z.strictObject({
  uuid,
  name: z.string(),
  address,
  portfolio: portfolio.optional(),
  timezone: z.string().optional(),
});

const device = z.strictObject({
  serialNumber: z.string(),
  type: z.string(),
  battery: z.strictObject({ percentage: z.int(), lastUpdated: z.int() }),
});

const doorType = z.enum(['DOOR', 'ELEVATOR']);

export const door = z.strictObject({
  uuid,
  sdkDoorUuid: uuid.optional(),
  name: z.string(),
  type: doorType,
  buildingUuid: uuid,
  accessibilityType: z.enum(['COMMUNAL', 'PRIVATE']).optional(),
  isConnected: z.boolean().optional(),
  device: device.nullable().optional(),
});

const doorcodeDescriptions = [
  'VALID',
  'COMMUNAL_DOORCODE_CONFLICT',
  'USER_HAS_RESIDENT_ACCESS',
  'USER_HAS_GUEST_ACCESS_CONFLICT',
] as const;

const doorcode = z.strictObject({ code: z.string().nullable(), description: z.enum(doorcodeDescriptions) });

const granter = z.strictObject({ type: z.enum(['PARTNER', 'USER']), uuid });

const access = z.strictObject({
  userUuid: uuid.optional(),
  doorUuid: uuid,
  sdkDoorUuid: uuid.optional(),
  passcodeType: z.enum(passcodeTypes),
  shareable: z.boolean(),
  startTime: instant,
  endTime: instant.nullable().optional(),
  granter,
  role: z.enum(roles).optional(),
  doorcode: doorcode.nullable().optional(),
});

export const person = z.strictObject({
  userUuid: uuid,
  email: z.string().nullable().optional(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().nullable().optional(),
});

export const user = person.extend({ accesses: z.array(access).optional() });

export const key = z.strictObject({
  uuid,
  name: z.string(),
  keyType: z.enum(['DOOR', 'ELEVATOR', 'REGULAR', 'SINGLE']),
  doorsType: doorType.optional(),
  buildingUuid: uuid,
  accountUuid: uuid,
  startTime: instant,
  endTime: instant.nullable(),
  doors: z.array(z.strictObject({ name: z.string(), sdkDoorUuid: uuid, type: doorType })).optional(),
});

export const keyAccess = z.strictObject({
  keyUuid: uuid,
  userUuid: uuid,
  passcodeType: z.enum(passcodeTypes),
  role: z.enum(roles).optional(),
  shareable: z.boolean(),
  startTime: instant,
  endTime: instant.nullable().optional(),
  granter,
  doors: z.array(z.strictObject({ sdkDoorUuid: uuid, doorcode: doorcode.nullable().optional() })),
});

export type WireBuilding = z.infer<typeof building>;
export type WireDoor = z.infer<typeof door>;
export type WireDoorcode = z.infer<typeof doorcode>;
export type WireAccess = z.infer<typeof access>;
export type WirePerson = z.infer<typeof person>;
export type WireUser = z.infer<typeof user>;
export type WireKey = z.infer<typeof key>;
export type WireKeyAccess = z.infer<typeof keyAccess>;
