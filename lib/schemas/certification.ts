import * as z from 'zod/mini';
import { day } from './day.ts';
import { answerRowSchema, questionCoverageSchema } from './question.ts';
import { uuid } from './uuid.ts';

/** Most doors of one worksheet: as many as a question may be about. */
export const mostCertifiedDoors = 20;
/** Most accesses of one worksheet: somebody has to look at each. */
export const mostCertifiedRows = 5000;
const mostDecidedAtOnce = 200;

/** What the sheet "Certify doors" sends. Both days are included, by the calendar of the doors. */
export const startCertificationSchema = z.strictObject({
  intentId: uuid,
  doorIds: z
    .array(uuid)
    .check(z.minLength(1, 'doors_required'), z.maxLength(mostCertifiedDoors, 'certified_doors_too_many')),
  from: day,
  to: day,
});
export type StartCertificationInput = z.infer<typeof startCertificationSchema>;

export const certificationSchema = z.strictObject({ certificationId: uuid });
export type CertificationInput = z.infer<typeof certificationSchema>;

const decisions = ['keep', 'end'] as const;
export type RowDecision = (typeof decisions)[number];

/** Decides rows as they were seen: `version` is that of the row on the page. `decision` null = take it back. */
export const decideRowsSchema = z.strictObject({
  certificationId: uuid,
  rows: z
    .array(z.strictObject({ accessId: uuid, version: z.int().check(z.gte(0)) }))
    .check(z.minLength(1, 'input_invalid'), z.maxLength(mostDecidedAtOnce, 'input_invalid')),
  decision: z.nullable(z.enum(decisions)),
  /** Undefined leaves comments as they are. */
  comment: z.optional(z.string().check(z.trim(), z.maxLength(500, 'note_too_long'))),
});
export type DecideRowsInput = z.infer<typeof decideRowsSchema>;

export const endMarkedSchema = z.strictObject({ certificationId: uuid, intentId: uuid });
export type EndMarkedInput = z.infer<typeof endMarkedSchema>;

/** `rows`: how many rows whoever signs has before them, so that nobody signs names they have not seen. */
export const signCertificationSchema = z.strictObject({
  certificationId: uuid,
  rows: z.int().check(z.gte(0)),
  note: z.string().check(z.trim(), z.maxLength(2000, 'note_too_long')),
});
export type SignCertificationInput = z.infer<typeof signCertificationSchema>;

/** What was known when the names of a worksheet were read: of OpenKit's readings, and of the mirror. */
const knownThenSchema = z.object({
  ...questionCoverageSchema.shape,
  /** When the mirror last finished reading OpenKit; null = never. */
  asOf: z.nullable(z.string()),
  sweep: z.enum(['never', 'complete', 'suspect']),
});
export type KnownThen = z.infer<typeof knownThenSchema>;

/** What became of ending an access: not asked for, or how its operation stands. */
const endings = ['not_sent', 'sending', 'unconfirmed', 'confirmed', 'refused'] as const;

/**
 * Whether an access can be ended now: `daily` runs out by itself, `shared` is the resident's to take back, `over` is
 * held no more.
 */
const endabilities = ['possible', 'daily', 'shared', 'over'] as const;

export const certificationRowSchema = z.object({
  ...answerRowSchema.shape,
  decision: z.nullable(z.enum(decisions)),
  comment: z.string(),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  version: z.number(),
  endability: z.enum(endabilities),
  endOperationId: z.nullable(z.string()),
  ending: z.enum(endings),
});
export type CertificationRow = z.infer<typeof certificationRowSchema>;
export type Endability = CertificationRow['endability'];
export type Ending = CertificationRow['ending'];

/** A row of the list of worksheets. */
export const certificationListRowSchema = z.object({
  id: z.string(),
  doorCount: z.number(),
  doorName: z.string(),
  buildingName: z.string(),
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  createdAt: z.string(),
  staffName: z.string(),
  rows: z.number(),
  /** Rows nobody has decided yet. */
  open: z.number(),
  signedAt: z.nullable(z.string()),
  signedBy: z.nullable(z.string()),
});
export type CertificationListRow = z.infer<typeof certificationListRowSchema>;

/** A worksheet and how far it is. */
export const certificationViewSchema = z.object({
  ...z.pick(certificationListRowSchema, {
    id: true,
    from: true,
    to: true,
    zone: true,
    createdAt: true,
    staffName: true,
    rows: true,
    open: true,
    signedAt: true,
    signedBy: true,
  }).shape,
  doors: z.array(z.object({ id: z.string(), name: z.string(), buildingName: z.string() })),
  known: knownThenSchema,
  /** Rows marked to end; those of them that can be and were not sent; those whose answer is awaited. */
  toEnd: z.number(),
  unsent: z.number(),
  sending: z.number(),
  /** Names that became known since the worksheet was read; 0 once it is signed. */
  newNames: z.number(),
  /** Another one: some row stands differently. */
  revision: z.string(),
  mayManage: z.boolean(),
  mayEnd: z.boolean(),
});
export type CertificationView = z.infer<typeof certificationViewSchema>;

/** One line of the evidence, in words: it must be readable without us. */
const evidenceRowSchema = z.object({
  person: z.string(),
  door: z.string(),
  building: z.string(),
  opensFrom: z.string(),
  opensUntil: z.nullable(z.string()),
  how: z.string(),
  kind: z.string(),
  reason: z.string(),
  operation: z.nullable(z.string()),
  certainty: z.string(),
  decision: z.string(),
  comment: z.string(),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  endOperation: z.nullable(z.string()),
});
export type EvidenceRow = z.infer<typeof evidenceRowSchema>;

/** The worksheet as it is printed, and as its hash is made of it. Instants are ISO with the offset of `zone`. */
export const evidenceSchema = z.object({
  format: z.literal('gatehouse-certification-1'),
  id: z.string(),
  doors: z.array(z.object({ id: z.string(), name: z.string(), building: z.string() })),
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  readAs: z.string(),
  startedBy: z.string(),
  startedAt: z.string(),
  /** When its names were read, how fresh the mirror was, and what nobody could see. */
  readAt: z.string(),
  mirrorReadAt: z.nullable(z.string()),
  couldNotSee: z.array(z.string()),
  rows: z.array(evidenceRowSchema),
  signature: z.nullable(z.object({ by: z.string(), role: z.string(), at: z.string(), note: z.string() })),
  publicKey: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
