import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';
import { worldEventNaming } from '../contract/world-events.ts';
import { limits } from '../limits.ts';

/**
 * What a fault rule can do to a call. Times are real milliseconds. K numbers are those of the fault catalogue in the
 * README.
 */
const status = z.int().min(200).max(599);
const ms = z.number().min(0).max(limits.faultMs);
const headers = z
  .record(
    z.string().refine(isHeaderName, 'is no name of a header'),
    z.string().refine(isHeaderValue, 'is no value of a header'),
  )
  .transform((given) => Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])));
const ready = { headers: headers.optional(), json: z.unknown().optional(), text: z.string().optional() };

/** Effects, and by what a world event among them names users, doors and buildings. */
export const effectNaming = (uuid: z.ZodType<string>) =>
  z.discriminatedUnion('type', [
    // Before anything is done: the call is never processed.
    z.strictObject({ type: z.literal('respond'), status, ...ready }),
    z.strictObject({ type: z.literal('reset_before_commit') }),
    z.strictObject({ type: z.literal('hang'), afterCommit: z.boolean().default(false) }),
    z.strictObject({
      type: z.literal('token_expire'),
      answer: z.literal([401, 403]).default(401),
      all: z.boolean().default(false),
    }),
    z.strictObject({
      type: z.literal('rate_limit'),
      perSecond: z.number().positive(),
      burst: z.int().positive().default(1),
      retryAfter: z.enum(['none', 'seconds', 'http-date', 'past', 'zero', 'huge', 'garbage']).default('seconds'),
    }),
    // Around the commit.
    z.strictObject({ type: z.literal('delay'), beforeMs: ms.default(0), afterMs: ms.default(0) }),
    z.strictObject({ type: z.literal('commit_then_reset') }),
    z.strictObject({ type: z.literal('commit_then_respond'), status, ...ready }),
    z.strictObject({
      type: z.literal('late_commit'),
      afterMs: ms,
      answer: z
        .union([z.literal(['reset', 'hang']), status], 'must be "reset", "hang" or a status from 200 to 599')
        .default('reset'),
    }),
    z.strictObject({
      type: z.literal('partial_commit'),
      doors: z.int().min(0),
      answer: z.union([z.literal('reset'), status], 'must be "reset" or a status from 200 to 599').default(500),
    }),
    // The answer's head and body.
    z.strictObject({ type: z.literal('headers'), set: headers }),
    z.strictObject({ type: z.literal('replace_status'), status, keepBody: z.boolean().default(true) }),
    z.strictObject({
      type: z.literal('corrupt_body'),
      as: z.enum(['html', 'empty', 'null', 'malformed_json', 'oversized', 'broken_gzip']),
    }),
    z.strictObject({
      type: z.literal('drift'),
      /** Where, from the answer's root: `users[].accesses[].role`. */
      field: z.string().min(1),
      to: z.enum(['null', 'missing', 'unknown_enum', 'number', 'string', 'object', 'extra_field', 'value']),
      value: z.unknown().optional(),
    }),
    // The answer's transport.
    z.strictObject({ type: z.literal('drip'), chunkBytes: z.int().min(1).default(64), everyMs: ms.default(50) }),
    z.strictObject({ type: z.literal('truncate'), bytes: z.int().min(0) }),
    z.strictObject({ type: z.literal('wrong_length'), by: z.int() }),
    // Reading.
    z.strictObject({ type: z.literal('page_shift'), by: z.int() }),
    z.strictObject({ type: z.literal('page_loop') }),
    z.strictObject({ type: z.literal('page_short'), by: z.int().min(1) }),
    z.strictObject({ type: z.literal('page_duplicate'), rows: z.int().min(1) }),
    z.strictObject({ type: z.literal('page_tokens'), as: z.enum(['from_0', 'from_1', 'opaque']) }),
    z.strictObject({ type: z.literal('page_end'), as: z.enum(['null', 'absent', 'empty']) }),
    z.strictObject({ type: z.literal('lag'), forMs: ms, where: z.enum(['list', 'detail', 'both']).default('both') }),
    // Tokens and what happens elsewhere.
    z.strictObject({ type: z.literal('token_ttl'), seconds: z.number().min(0), saysSeconds: z.number().optional() }),
    /** Latch's own clock is wrong, as its Date header and the times in new tokens tell it. */
    z.strictObject({
      type: z.literal('clock_skew'),
      seconds: z.int().min(-limits.clockSkewSeconds).max(limits.clockSkewSeconds),
    }),
    z.strictObject({ type: z.literal('world_event'), event: worldEventNaming(uuid) }),
  ]);

export const effect = effectNaming(z.uuid());

export type Effect = z.infer<typeof effect>;
export type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

/** The first effect of a type among those that fired. */
export function effectOf<Type extends Effect['type']>(effects: Effect[], type: Type): EffectOf<Type> | undefined {
  return effects.find((candidate): candidate is EffectOf<Type> => candidate.type === type);
}

// Node throws for what it could not send, which would be in the middle of a call.
function isHeaderName(name: string): boolean {
  return isAccepted(() => validateHeaderName(name));
}

function isHeaderValue(value: string): boolean {
  return isAccepted(() => validateHeaderValue('x', value));
}

function isAccepted(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
