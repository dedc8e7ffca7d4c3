import * as z from 'zod/mini';
import { day } from './day.ts';
import { name, note } from './text.ts';
import { uuid } from './uuid.ts';

const tenancyIds = z.array(uuid).check(z.minLength(1, 'people_required'), z.maxLength(20, 'household_too_large'));

/**
 * Who moves in: somebody known, or somebody new. No email = no app access: then only the lease and a task are noted.
 */
const newcomerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), personId: uuid }),
  z.strictObject({
    kind: z.literal('new'),
    firstName: name,
    lastName: name,
    email: z.string().check(z.trim(), z.maxLength(320, 'email_invalid')),
  }),
]);

/** First and last day of the lease, in the building's zone. No last day = no end is known. */
export const moveInSchema = z.strictObject({
  intentId: uuid,
  unitId: uuid,
  person: newcomerSchema,
  leaseStart: day,
  leaseEnd: z.nullable(day),
  bundleIds: z.array(uuid).check(z.maxLength(20, 'too_many_doors')),
  needsKeycard: z.boolean(),
});
export type MoveInInput = z.infer<typeof moveInSchema>;

/** What is written beside an operation; `operationId` null = nothing had to be sent. */
export type Accepted = { operationId: string | null };

/** Doors of each person that end: the answer to a preview. */
const endingDoors = z.array(z.strictObject({ personId: uuid, doorIds: z.array(uuid) }));

export const moveOutSchema = z.strictObject({ intentId: uuid, tenancyIds, doors: endingDoors, note });
export type MoveOutInput = z.infer<typeof moveOutSchema>;

/**
 * `leaseEnd`: left out, every door keeps its own end. `seenEnd`: the last day that the page showed, so that none is
 * overwritten that somebody else chose meanwhile. `sharing`: whether the doors may be passed on to guests, as their
 * bundles say or not at all; null = as it is.
 */
export const extendLeaseSchema = z.strictObject({
  intentId: uuid,
  tenancyIds,
  leaseEnd: z.optional(z.nullable(day)),
  seenEnd: z.optional(z.nullable(day)),
  sharing: z.nullable(z.enum(['as_bundled', 'never'])),
});
export type ExtendLeaseInput = z.infer<typeof extendLeaseSchema>;

export const transferSchema = z.strictObject({
  intentId: uuid,
  tenancyId: uuid,
  unitId: uuid,
  leaseEnd: z.nullable(day),
});
export type TransferInput = z.infer<typeof transferSchema>;

const previewDoorSchema = z.object({
  doorId: z.string(),
  doorName: z.string(),
  buildingName: z.string(),
  /** `lease`: ends with it; `none`: nobody noted why they hold it; `by_hand`, `other`: what else keeps it. */
  because: z.enum(['lease', 'none', 'by_hand', 'other']),
  /** What keeps it. */
  reasons: z.array(z.string()),
  isInBuilding: z.boolean(),
  /** Null = OpenKit does not say. */
  isConnected: z.nullable(z.boolean()),
  hasCode: z.boolean(),
  guests: z.array(z.string()),
});
export type PreviewDoor = z.infer<typeof previewDoorSchema>;

/** Guests of theirs at doors that they do not hold themselves any more: they lose them. */
const guestsAlone = z.array(z.object({ doorName: z.string(), name: z.string() }));

/** Daily codes, theirs or a guest's of theirs: they cannot be taken back. */
const daily = z.array(
  z.object({
    doorName: z.string(),
    end: z.nullable(z.string()),
    timeZone: z.nullable(z.string()),
    guestName: z.nullable(z.string()),
  }),
);

/** What moving people out would do, before it is done. */
export const moveOutPreviewSchema = z.object({
  people: z.array(
    z.object({
      tenancyId: z.string(),
      personId: z.nullable(z.string()),
      name: z.string(),
      doors: z.array(previewDoorSchema),
      guestsAlone,
      daily,
      /** Doors shared with them by a resident, or held twice. */
      sharedByOthers: z.array(z.string()),
    }),
  ),
});
export type MoveOutPreview = z.infer<typeof moveOutPreviewSchema>;

const heldTerms = z.object({ end: z.nullable(z.string()), shareable: z.nullable(z.boolean()) });

const movedDoorSchema = z.object({
  doorId: z.string(),
  doorName: z.string(),
  buildingName: z.string(),
  /** Null = OpenKit does not say. */
  isConnected: z.nullable(z.boolean()),
  /**
   * `given`, `changed`, `revoked` = sent to OpenKit; `same`: of both leases, held as wanted; `kept`: no more of the lease,
   * for `reasons`; `doubled`: held twice, left alone. Of the new lease, but not given: `waiting`, as after a lost phone;
   * `over`, its own last day is; `task`, OpenKit cannot give it.
   */
  becomes: z.enum(['given', 'changed', 'revoked', 'same', 'kept', 'doubled', 'waiting', 'over', 'task']),
  /** How it is held before and after; null = it is not. */
  before: z.nullable(heldTerms),
  after: z.nullable(heldTerms),
  hasCode: z.boolean(),
  /** What else keeps it. */
  reasons: z.array(z.string()),
  /** Guests of theirs there, who lose it along with them. */
  guests: z.array(z.string()),
});
export type MovedDoor = z.infer<typeof movedDoorSchema>;

const guestAtLock = z.object({ doorName: z.string(), name: z.string(), isConnected: z.nullable(z.boolean()) });

/** `before`: the end they have now. */
const guestUntil = z.extend(guestAtLock, { before: z.nullable(z.string()), end: z.nullable(z.string()) });

/** What a transfer would do, before it is done. */
export const transferPreviewSchema = z.object({
  name: z.string(),
  /** Where Latch reaches them; null = nowhere, so that they get the lease alone. */
  email: z.nullable(z.string()),
  unitName: z.string(),
  /** Of the new lease. */
  timeZone: z.string(),
  /** The new home has no private door. */
  hasNoDoor: z.boolean(),
  /** What is taken waits until OpenKit has confirmed the new home. */
  isHomeFirst: z.boolean(),
  doors: z.array(movedDoorSchema),
  guestsAlone: z.array(guestAtLock),
  /** Guests of theirs at doors that they lose, who keep one for something else until `end`. */
  guestsKept: z.array(guestUntil),
  /** Guests of theirs at doors that they go on to hold, whose end comes earlier. */
  guestsUntil: z.array(guestUntil),
  /** Guests of theirs whose stay would begin only after theirs ends: they lose it. */
  guestsTooLate: z.array(guestAtLock),
  daily,
  /** Doors of the old lease shared with them by a resident. */
  sharedByOthers: z.array(z.string()),
});
export type TransferPreview = z.infer<typeof transferPreviewSchema>;

/** One live reading of people after they moved out. `checkedAt` = when OpenKit was asked. */
const proofSchema = z.object({
  checkedAt: z.string(),
  people: z.array(
    z.object({
      name: z.string(),
      /** Doors in the viewer's buildings that OpenKit still shows, and why they may stay. */
      left: z.array(z.object({ doorName: z.string(), buildingName: z.string(), why: z.string() })),
      /** Accesses of theirs that OpenKit told and nobody could read: any of them may be to such a door. */
      unreadable: z.number(),
    }),
  ),
});
export type Proof = z.infer<typeof proofSchema>;

export const proveMovedOutSchema = z.strictObject({
  personIds: z.array(uuid).check(z.minLength(1, 'people_required'), z.maxLength(20, 'household_too_large')),
});
