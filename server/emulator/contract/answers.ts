import { z } from 'zod';
import { building, door, key, keyAccess, person, user } from './entities.ts';

/** OpenKit's answers, whole. */
const nextPageToken = z.string().nullable().optional();

export const buildingList = z.object({ buildings: z.array(building) });
export const doorPage = z.object({ doors: z.array(door), nextPageToken });
export const userPage = z.object({ users: z.array(user), nextPageToken });
export const residentPage = z.object({ residents: z.array(person), nextPageToken });
export const keyPage = z.object({ keys: z.array(key), nextPageToken });
export const keyAccessList = z.object({ accesses: z.array(keyAccess) });
export const grantedDoors = z.object({ userUuid: z.uuid(), doors: z.array(door) });
export const refusal = z.object({ message: z.string(), details: z.array(z.string()).optional() });
export const nothing = z.object({});
