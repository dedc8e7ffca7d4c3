import * as z from 'zod/mini';
import { doorRowSchema } from './door.ts';

/** One thing looked at. `stop` = this alone keeps the door shut; `warn` = it may; `unknown` = nobody can tell. */
const checkSchema = z.object({
  id: z.enum([
    'account',
    'access',
    'confirmation',
    'door',
    'window',
    'connection',
    'address',
    'message',
    'doorcode',
    'battery',
  ]),
  verdict: z.enum(['ok', 'warn', 'stop', 'unknown']),
  sentence: z.string(),
  /** An address to compare letter by letter; null where there is none. */
  exact: z.nullable(z.string()),
});
export type Check = z.infer<typeof checkSchema>;
export type Verdict = Check['verdict'];

const nextStepSchema = z.object({
  sentence: z.string(),
  button: z.nullable(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('give_access') }),
      z.object({ kind: z.literal('reveal') }),
      z.object({ kind: z.literal('link'), label: z.string(), href: z.string() }),
    ]),
  ),
});
export type NextStep = z.infer<typeof nextStepSchema>;

/** Why a door does not open for a person, as far as it can be known from here. */
export const diagnosisSchema = z.object({
  personName: z.string(),
  door: z.omit(doorRowSchema, { serialNumber: true, batteryPercent: true, batteryAt: true, peopleNow: true }),
  /** In the order in which to go through them. */
  checks: z.array(checkSchema),
  /** One or two sentences to read to the person who calls. */
  aloud: z.string(),
  next: nextStepSchema,
  /** Something is being read or sent that may change the answer: ask again soon. */
  isSettling: z.boolean(),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
