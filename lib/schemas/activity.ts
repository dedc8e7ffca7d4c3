import * as z from 'zod/mini';
import { eventNames, eventPhases } from '../events.ts';
import { uuid } from './uuid.ts';

const objectTypes = [
  'person',
  'door',
  'building',
  'operation',
  'staff',
  'session',
  'setting',
  'export',
  'unit',
  'bundle',
  'task',
  'plan',
  'certification',
] as const;

/** Who did it: a member of staff by name, a program of ours, or somebody who was not signed in. */
const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff'), name: z.string() }),
  z.object({ kind: z.literal('system'), name: z.string() }),
  z.object({ kind: z.literal('anonymous') }),
]);
export type ActivityActor = z.infer<typeof actorSchema>;

/** A row of the audit log as one viewer may see it: names from outside their scope are null. Times are real time. */
export const activityRowSchema = z.object({
  /** The place in the chain, as text. */
  id: z.string(),
  at: z.string(),
  event: z.enum(eventNames),
  phase: z.enum(eventPhases),
  actor: actorSchema,
  /** What it was done to. `isLinked`: the viewer may open it. */
  object: z.nullable(
    z.object({ type: z.enum(objectTypes), id: z.string(), name: z.nullable(z.string()), isLinked: z.boolean() }),
  ),
  building: z.nullable(z.object({ id: z.string(), name: z.string(), timeZone: z.nullable(z.string()) })),
  doorCount: z.number(),
  /** The door it is about, where it is one alone. */
  door: z.nullable(z.object({ id: z.string(), name: z.string() })),
  /** It is not as it was written: see `defect` of the entry. */
  isAltered: z.boolean(),
  /** A session that was ended from another one. */
  isRemoteEnd: z.boolean(),
  requestId: z.string(),
});
export type ActivityRow = z.infer<typeof activityRowSchema>;

/** One entry in full, with what proves that nobody changed it. */
export const activityEntrySchema = z.object({
  ...activityRowSchema.shape,
  doors: z.array(z.object({ id: z.string(), name: z.nullable(z.string()) })),
  operationId: z.nullable(z.string()),
  /** What was recorded beside the doors: states, reasons, before and after. Never a code or secret. */
  details: z.record(z.string(), z.unknown()),
  /**
   * `hidden`: the viewer may not see them; `erased`: removed since, the chain keeps only their hash; `altered`: they do
   * not fit that hash.
   */
  personal: z.discriminatedUnion('state', [
    /** `erased`: what is left is where whoever acted came from. */
    z.object({ state: z.enum(['shown', 'erased']), data: z.record(z.string(), z.string()) }),
    z.object({ state: z.enum(['none', 'hidden', 'altered']) }),
  ]),
  /** Why this entry is not as it was written; null when it is, by its own content, hash and signature. */
  defect: z.nullable(z.string()),
  chain: z.object({
    hash: z.string(),
    prevHash: z.string(),
    payloadHash: z.string(),
    signature: z.string(),
    keyId: z.string(),
  }),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

const staffOptionSchema = z.object({ id: z.string(), name: z.string() });
export const staffOptionsSchema = z.array(staffOptionSchema);
/** A member of staff as the log's filter offers them. */
export type StaffOption = z.infer<typeof staffOptionSchema>;

/** Whose name and addresses the log is to forget. */
export const eraseRecordedSchema = z.strictObject({ personId: uuid });
export type EraseRecordedInput = z.infer<typeof eraseRecordedSchema>;
