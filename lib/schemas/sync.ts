import * as z from 'zod/mini';

/** What can be missing from a reading. */
export const lossKinds = ['building', 'door', 'person', 'access'] as const;
export type LossKind = (typeof lossKinds)[number];

const counts = z.object({ buildings: z.number(), doors: z.number(), people: z.number() });

export const syncStatusSchema = z.object({
  /** When the last complete sweep ended; null before the first. */
  asOf: z.nullable(z.string()),
  state: z.enum(['never', 'running', 'complete', 'suspect', 'stopped']),
  phase: z.nullable(z.enum(['buildings', 'doors', 'people', 'done'])),
  /**
   * Null for who does not see everything, as are `expected` and `secondsLeft`: how much there is tells of buildings
   * that are not theirs.
   */
  seen: z.nullable(z.extend(counts, { accesses: z.number() })),
  /** What the last complete sweep found, to measure this one by. */
  expected: z.nullable(counts),
  /** How far the one under way has come by that; null when there is nothing to measure by. */
  percent: z.nullable(z.number()),
  /** At least so long, by the pages still to come and the budget; null when there is nothing to measure by. */
  secondsLeft: z.nullable(z.number()),
  /** Why it is stuck or suspect: a reason known to lib/messages. */
  reason: z.nullable(z.string()),
  /** When the next one begins by itself; null while one is under way, and when only a person starts it. */
  nextAt: z.nullable(z.string()),
  /** The newest reading that was not believed and that nobody has accepted. */
  suspect: z.nullable(
    z.object({
      generation: z.number(),
      at: z.string(),
      reason: z.string(),
      /** What it missed can be taken for gone; a reading that never ended missed what it did not reach. */
      isAcceptable: z.boolean(),
    }),
  ),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

/** OpenKit cannot be read: why, and when it last was in full. */
export type Outage = { reason: string; asOf: string };

/** What would be lost, in the viewer's scope, the first by name. `outside`: more lies out of it. */
export const sweepLossSchema = z.object({
  generation: z.number(),
  kinds: z.array(z.object({ kind: z.enum(lossKinds), count: z.number(), names: z.array(z.string()) })),
  outside: z.boolean(),
});
export type SweepLoss = z.infer<typeof sweepLossSchema>;

export const acceptLossSchema = z.strictObject({ generation: z.int().check(z.positive()) });
export type AcceptLossInput = z.infer<typeof acceptLossSchema>;

/** How often OpenKit is read in full (0 = only on demand), and how many calls a second it may cost. */
export const syncSettingsSchema = z.strictObject({
  intervalMinutes: z
    .int('interval_out_of_range')
    .check(z.minimum(0, 'interval_out_of_range'), z.maximum(10_080, 'interval_out_of_range')),
  callsPerSecond: z
    .number('rate_out_of_range')
    .check(z.minimum(0.1, 'rate_out_of_range'), z.maximum(1000, 'rate_out_of_range')),
});
export type SyncSettings = z.infer<typeof syncSettingsSchema>;
