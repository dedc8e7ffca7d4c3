import { z } from 'zod';
import { effectNaming } from './effects.ts';
import { isPattern } from './match.ts';

const instant = z.iso.datetime({ offset: true });

/** Which calls a rule concerns; what is left out matches everything. */
const matchNaming = (uuid: z.ZodType<string>) =>
  z.strictObject({
    method: z.string().optional(),
    /** A glob (`/v1/users*`) or a regular expression between slashes, on the path with or without the API's base. */
    path: z
      .string()
      .refine(isPattern, { error: ({ input }) => `"${input}" is no regular expression.` })
      .optional(),
    /** Body fields by dotted name and the value they must have. */
    body: z.record(z.string(), z.unknown()).optional(),
    /** The call names this building, or a door in it. */
    buildingUuid: uuid.optional(),
    /** The token's id as the journal shows it. */
    token: z.string().optional(),
    /** Virtual time. */
    after: instant.optional(),
    before: instant.optional(),
    /** Only the nth call that matches all of the above, counted from 1. */
    nth: z.int().positive().optional(),
    every: z.int().positive().optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().default(1),
  });

/** Rules, and by what they name users, doors and buildings. */
export const faultRuleNaming = (uuid: z.ZodType<string>) =>
  z.strictObject({
    match: matchNaming(uuid).default({ seed: 1 }),
    effect: effectNaming(uuid),
    /** How often it fires before it is spent; left out: without end. */
    times: z.int().positive().optional(),
  });

export const faultRule = faultRuleNaming(z.uuid());
export type FaultRule = z.infer<typeof faultRule>;
export type FaultMatch = FaultRule['match'];
