import * as z from 'zod/mini';
import { driftKinds } from '../history.ts';
import { uuid } from './uuid.ts';

const noteSchema = z.string().check(z.maxLength(500, 'note_too_long'));

/** Changes that nobody here made, of one kind at one door, or all that one person lost. */
export const driftGroupSchema = z.object({
  /** Kind, subject and, once accepted, when: unique in the list. */
  id: z.string(),
  kind: z.enum(driftKinds),
  /** The person who vanished, else the door. */
  subjectId: z.string(),
  subjectName: z.string(),
  building: z.nullable(z.object({ id: z.string(), name: z.string(), timeZone: z.nullable(z.string()) })),
  count: z.number(),
  /** When the first and the last of them were seen. */
  firstAt: z.string(),
  lastAt: z.string(),
  accepted: z.nullable(z.object({ at: z.string(), by: z.string(), note: z.string() })),
});
export type DriftGroup = z.infer<typeof driftGroupSchema>;

/**
 * Accepts one change, or all of a group that are open in the viewer's scope and were there to be seen: `upTo` is the
 * newest of them, as the page told it.
 */
export const acceptDriftSchema = z.strictObject({
  what: z.discriminatedUnion('of', [
    z.strictObject({ of: z.literal('row'), id: uuid }),
    z.strictObject({ of: z.literal('group'), kind: z.enum(driftKinds), subjectId: uuid, upTo: z.int() }),
  ]),
  note: noteSchema,
});
export type AcceptDriftInput = z.infer<typeof acceptDriftSchema>;

/** A door that vanished and one that has appeared in its building since, alike in name or serial number. */
export type DoorPair = {
  oldDoor: { id: string; name: string; serialNumber: string | null };
  newDoor: { id: string; name: string; serialNumber: string | null };
  buildingName: string;
};

/** Somebody as OpenKit and we know them. `doors` they hold and units of `leases`, in the viewer's scope. */
type PersonVersion = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  isGone: boolean;
  doors: string[];
  leases: string[];
  /** Doors they are meant to hold. */
  wantedDoors: number;
};
/** Two people at OpenKit who may be one: whose address it was, and who has it now. */
export type PersonPair = Record<'oldPerson' | 'newPerson', PersonVersion>;

export const decidePersonSchema = z.strictObject({ oldPersonId: uuid, newPersonId: uuid, isSame: z.boolean() });
export type DecidePersonInput = z.infer<typeof decidePersonSchema>;

/** What a person says of such a pair: the same door, or not. */
export const decideSuccessorSchema = z.strictObject({ oldDoorId: uuid, newDoorId: uuid, isSame: z.boolean() });
/** What now stands for the new door: so many units, bundles, and people who are meant to hold it. */
export type MovedDoor = { units: number; bundles: number; people: number };
export type DecideSuccessorInput = z.infer<typeof decideSuccessorSchema>;
