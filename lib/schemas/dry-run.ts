import * as z from 'zod/mini';
import { longestTable, mostColumns } from '../table/limits.ts';
import { day } from './day.ts';
import { selectionSchema } from './selection.ts';
import { uuid } from './uuid.ts';

export type DryRunKind = 'extend' | 'revoke' | 'grant' | 'onboard';

/**
 * Permanent access for each of many people: the same doors, window and rights. Days are those where the door is, both
 * included; no first day = from now on.
 */
const sharedTerms = {
  firstDay: z.nullable(day),
  lastDay: z.nullable(day),
  role: z.enum(['resident', 'non_resident']),
  shareable: z.boolean(),
  notify: z.boolean(),
};

/** What is to be done for everything selected. */
export const planBulkSchema = z.strictObject({
  selection: selectionSchema,
  wish: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('revoke') }),
    z.strictObject({
      kind: z.literal('extend'),
      end: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('later'), months: z.int().check(z.gte(1), z.lte(60)) }),
        z.strictObject({ kind: z.literal('day'), day }),
        z.strictObject({ kind: z.literal('never') }),
      ]),
    }),
    z.strictObject({
      kind: z.literal('grant'),
      /** Doors, bundles with what differs on their doors, or both; one at least. */
      doorIds: z.array(uuid).check(z.maxLength(50, 'too_many_doors')),
      bundleIds: z.array(uuid).check(z.maxLength(20, 'too_many_doors')),
      ...sharedTerms,
    }),
  ]),
});
export type PlanBulkInput = z.infer<typeof planBulkSchema>;
export type BulkWish = PlanBulkInput['wish'];

/** A door that people are meant to hold and do not. */
export const planMissingSchema = z.strictObject({ doorId: uuid });
export type PlanMissingInput = z.infer<typeof planMissingSchema>;

export const onboardingFields = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'building',
  'place',
  'start',
  'end',
] as const;
export type OnboardingField = (typeof onboardingFields)[number];
const column = z.nullable(z.int().check(z.gte(0), z.lte(mostColumns)));

/**
 * A table of people, pasted or from a file, and which column says what. Lines with a place of their own get that too.
 */
export const planOnboardingSchema = z.strictObject({
  text: z.string().check(z.maxLength(longestTable, 'table_too_large')),
  hasHeader: z.boolean(),
  columns: z.strictObject({
    firstName: column,
    lastName: column,
    email: column,
    phone: column,
    building: column,
    place: column,
    start: column,
    end: column,
  }),
  doorIds: z.array(uuid).check(z.maxLength(50, 'too_many_doors')),
  ...sharedTerms,
});
export type PlanOnboardingInput = z.infer<typeof planOnboardingSchema>;

export const confirmDryRunSchema = z.strictObject({ dryRunId: uuid, hash: z.string(), intentId: uuid });
export type ConfirmDryRunInput = z.infer<typeof confirmDryRunSchema>;

const action = z.enum(['grant', 'change', 'revoke']);

/** What a dry run comes to; only whoever made it may see it. */
export type DryRunView = {
  id: string;
  kind: DryRunKind;
  hash: string;
  expiresAt: string;
  isExpired: boolean;
  operationId: string | null;
  rows: number;
  people: number;
  doors: number;
  /** By what OpenKit is asked: POST, PATCH, DELETE. */
  calls: { grant: number; change: number; revoke: number };
  notified: number;
  refused: number;
  /** Of those, people for whom something is noted though nothing is sent: they hold it all, or get it by hand. */
  noted: number;
  /** Doors of the bundles that OpenKit cannot give: they become tasks. */
  byHand: string[];
};

type HeldThere = { personName: string; doorName: string };

/** What follows from a dry run beyond its own rows. */
export type DryRunConsequences = {
  /** Doors of its calls whose lock is not known to be connected. */
  locks: { action: z.infer<typeof action>; name: string; isConnected: false | null }[];
  /** Of those who are given access: whom Latch learns of by it, and who will be residents. */
  newcomers: number;
  residents: number;
  /** Accesses that fall. */
  taken: (HeldThere & { hasCode: boolean; isResident: boolean; isFromOthers: boolean; isDoubled: boolean })[];
  /** Daily codes there, which nobody can take back. */
  daily: HeldThere[];
  /** Whom those who lose a door let in there; `isOurs`: through us, so that it stays. */
  guests: (HeldThere & { isOurs: boolean; isDaily: boolean })[];
};

export const dryRunRowSchema = z.object({
  id: z.string(),
  line: z.nullable(z.number()),
  personId: z.nullable(z.string()),
  personName: z.string(),
  contact: z.nullable(z.string()),
  /** Null = nothing would be sent. */
  action: z.nullable(action),
  doorNames: z.array(z.string()),
  /** The unit a lease of begins with it. */
  unitName: z.nullable(z.string()),
  timeZone: z.nullable(z.string()),
  /** When it would begin; null = at once. */
  startAfter: z.nullable(z.string()),
  /** The end there is, for a change; and the one there would be. Null = never. */
  endBefore: z.nullable(z.string()),
  endAfter: z.nullable(z.string()),
  isNotified: z.boolean(),
  problem: z.nullable(z.string()),
  problemParams: z.nullable(z.record(z.string(), z.string())),
});
export type DryRunRow = z.infer<typeof dryRunRowSchema>;
