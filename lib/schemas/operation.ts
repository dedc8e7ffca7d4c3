import * as z from 'zod/mini';

/** What was asked for, as a person would call it; its calls may be of several actions. */
const operationKinds = [
  'grant',
  'revoke',
  'change',
  'move_in',
  'move_out',
  'extend',
  'transfer',
  'lost_phone',
  'change_email',
  'replace',
  'align',
  'invite',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/**
 * `active`: something is still to be sent or confirmed; `needs_person`: done but for what only a person can settle, and
 * what waits for that.
 */
export type OperationState = 'active' | 'finished' | 'needs_person';

/** What the worker has to do next with one call; `reconciling`: it is reading OpenKit back. */
export type ItemState = 'queued' | 'sending' | 'unknown' | 'reconciling' | 'settled';

/**
 * What is true of one door. `unknown`: sent, not confirmed; `needs_person`: the machine cannot tell, a person must
 * look.
 */
const doorStates = ['queued', 'sending', 'unknown', 'applied', 'rejected', 'needs_person', 'cancelled'] as const;
export type DoorState = (typeof doorStates)[number];

const accessVersion = z.object({ end: z.nullable(z.string()), shareable: z.nullable(z.boolean()) });

/** What became of one call on one door. */
const operationDoorSchema = z.object({
  itemId: z.string(),
  personId: z.nullable(z.string()),
  personName: z.string(),
  doorId: z.string(),
  doorName: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  action: z.enum(['grant', 'revoke', 'change']),
  state: z.enum(doorStates),
  /** A reason known to lib/messages, or OpenKit's own words. */
  reason: z.nullable(z.string()),
  /** Whether it is this call with which Latch tells the person, as far as it was not refused. */
  tells: z.boolean(),
  /** Where somebody else changed the access meanwhile: how it was, how it is, how it would be. */
  conflict: z.nullable(z.object({ expected: accessVersion, found: accessVersion, wanted: accessVersion })),
});
export type OperationDoor = z.infer<typeof operationDoorSchema>;

/** The same as a row of a list. */
export const operationDoorRowSchema = z.extend(operationDoorSchema, { id: z.string() });
export type OperationDoorRow = z.infer<typeof operationDoorRowSchema>;

/** How far an operation is, over all its doors in scope. */
const progressSchema = z.object({
  doorCount: z.number(),
  /** Whom it is about: somebody under two addresses is one, and guests of who leaves are none. */
  peopleCount: z.number(),
  counts: z.object({
    queued: z.number(),
    sending: z.number(),
    unknown: z.number(),
    applied: z.number(),
    rejected: z.number(),
    needs_person: z.number(),
    cancelled: z.number(),
  }),
  /** Those that sending again would send. */
  failedCount: z.number(),
  isPaused: z.boolean(),
  /** Whether none of it lies beyond the viewer's scope: whoever sees a part of it cannot pause it. */
  isWhole: z.boolean(),
  /** At the pace of the last half minute; null when nothing more will be sent. */
  secondsLeft: z.nullable(z.number()),
  retryOf: z.nullable(z.string()),
  retriedBy: z.nullable(z.string()),
});
export type OperationProgress = z.infer<typeof progressSchema>;

const askedFor = {
  id: z.string(),
  kind: z.enum(operationKinds),
  state: z.enum(['active', 'finished', 'needs_person']),
  staffName: z.string(),
  createdAt: z.string(),
  finishedAt: z.nullable(z.string()),
};

/** An operation as the browser sees it, cut to the doors in the viewer's scope. Holds no code and no secret. */
export const operationViewSchema = z.object({
  ...askedFor,
  /** The id under which the logs know the request. */
  requestId: z.string(),
  progress: progressSchema,
  /** Who moves out or on by it, guests of theirs not among them; nobody by operations of other kinds. */
  leaving: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Those of the doors told. */
  people: z.array(z.object({ id: z.nullable(z.string()), name: z.string() })),
  /** The first of them, in the order they are sent. */
  doors: z.array(operationDoorSchema),
});
export type OperationView = z.infer<typeof operationViewSchema>;

/** A row of the operations list: counts are of the doors in the viewer's scope. */
export const operationRowSchema = z.object({
  ...askedFor,
  /** The first of the people. */
  personName: z.string(),
  peopleCount: z.number(),
  doorCount: z.number(),
  appliedDoors: z.number(),
  refusedDoors: z.number(),
  unconfirmedDoors: z.number(),
});
export type OperationRow = z.infer<typeof operationRowSchema>;
