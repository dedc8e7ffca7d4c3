import { z } from 'zod';
import { building, door, key, keyAccess, person, user } from './entities.ts';

/** OpenKit's answers, whole. */
const nextPageToken = z.string().nullable().optional();

export const buildingList = z.strictObject({ buildings: z.array(building) });
export const doorPage = z.strictObject({ doors: z.array(door), nextPageToken });
export const userPage = z.strictObject({ users: z.array(user), nextPageToken });
export const residentPage = z.strictObject({ residents: z.array(person), nextPageToken });
export const keyPage = z.strictObject({ keys: z.array(key), nextPageToken });
export const keyAccessList = z.strictObject({ accesses: z.array(keyAccess) });
export const grantedDoors = z.strictObject({ userUuid: z.uuid(), doors: z.array(door) });
export const refusal = z.strictObject({ message: z.string(), details: z.array(z.string()).optional() });
/** An empty object, or no body at all. */
export const nothing = z.strictObject({}).optional();
