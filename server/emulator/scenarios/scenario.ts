import { z } from 'zod';
import { faultRule } from '../faults/rule.ts';

/** A script of faults, events and clock moves. `after` is virtual time since the scenario began, as an ISO 8601 duration. */
const duration = z
  .string()
  .regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'is no ISO 8601 duration such as PT90S or P1DT2H');

const deed = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fault'), name: z.string().optional(), rule: faultRule }),
  z.strictObject({ type: z.literal('end_fault'), name: z.string() }),
  z.strictObject({ type: z.literal('expire_tokens') }),
  /** Uuids may be given as places: `building:0`, `door:0/3` (third door of the first building), `user:17`. */
  z.strictObject({ type: z.literal('world_event'), event: z.record(z.string(), z.unknown()) }),
  z.strictObject({ type: z.literal('clock'), advance: duration }),
]);

export const scenario = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  about: z.string(),
  steps: z.array(z.strictObject({ after: duration.default('PT0S'), do: deed })).min(1),
});

export type Scenario = z.infer<typeof scenario>;
export type Deed = z.infer<typeof deed>;
