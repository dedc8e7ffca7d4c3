import * as z from 'zod/mini';
import { accessViewSchema } from './access.ts';

/** Why an answer may be wrong, for `doubtWords` in lib/messages. */
const doubts = [
  'not_confirmed',
  'needs_person',
  'not_synced',
  'had_not_synced',
  'may_still_open',
  'could_still_open',
  'seen_later',
  'before_first_reading',
  'appeared_elsewhere',
  'changed_elsewhere',
  'host_ends',
  'may_be_used_up',
] as const;
export type Doubt = (typeof doubts)[number];

/** One access that opened, opens or will open a door at the time asked about. Never a code. */
export const answerRowSchema = z.object({
  ...z.pick(accessViewSchema, {
    id: true,
    doorId: true,
    doorName: true,
    buildingId: true,
    buildingName: true,
    timeZone: true,
    passcodeType: true,
    role: true,
    doorcodeStatus: true,
    granterKind: true,
  }).shape,
  personId: z.string(),
  personName: z.string(),
  /** The resident who shared it, where they may be seen. */
  granterName: z.nullable(z.string()),
  /** The times around the asked one in which it opens, by all that was seen; `opensUntil` null = no end known. */
  opensFrom: z.string(),
  opensUntil: z.nullable(z.string()),
  /** How it came to be; the operation and who asked for it, where it was ours. */
  cause: z.enum(['operation', 'expiry', 'first_sweep', 'guest_share', 'drift']),
  operationId: z.nullable(z.string()),
  staffName: z.nullable(z.string()),
  doubts: z.array(z.enum(doubts)),
  /** Where the access stands now, whatever was asked about: in this list of its person's page. */
  stands: z.enum(['now', 'next', 'ended']),
});
export type AnswerRow = z.infer<typeof answerRowSchema>;

/** What is known of the time asked about, beside the answers: when OpenKit was read around it, and what is open. */
export const questionCoverageSchema = z.object({
  /** The domain's now at which it was answered. */
  askedAt: z.string(),
  /**
   * The beginning of the last complete reading that had ended by then, and the end of the first that began later:
   * nobody was read before the one, and everybody by the other. Null = there is none (yet).
   */
  readBefore: z.nullable(z.string()),
  readAfter: z.nullable(z.string()),
  /** How often OpenKit could not be read at some time in it: what happened then was seen only afterwards. */
  outages: z.number(),
  /** Accesses on these doors that were asked for and are not confirmed: they are not among the answers. */
  unconfirmed: z.number(),
});
export type QuestionCoverage = z.infer<typeof questionCoverageSchema>;
