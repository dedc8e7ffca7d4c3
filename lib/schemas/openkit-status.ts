import * as z from 'zod/mini';
import { callKinds } from '../openkit-calls.ts';
import { syncSettingsSchema, syncStatusSchema } from './sync.ts';

/** Where OpenKit's answers differ from its documentation: a path in its schema, never a value that is somebody's. */
const schemaWarningSchema = z.object({
  at: z.string(),
  problem: z.enum(['missing', 'null', 'unexpected', 'too_long']),
  count: z.number(),
  example: z.nullable(z.string()),
  /** Real time. */
  lastSeen: z.string(),
});
export type SchemaWarning = z.infer<typeof schemaWarningSchema>;

const meterSchema = z.object({
  /**
   * Calls in the last minute, hour and day (real time), and how many of the day's failed, were refused or slowed down.
   */
  kinds: z.array(
    z.object({
      kind: z.enum(callKinds),
      minute: z.number(),
      hour: z.number(),
      day: z.number(),
      trouble: z.number(),
    }),
  ),
  /** Calls of each of the last 60 minutes, the oldest first. */
  minutes: z.array(z.object({ minute: z.string(), calls: z.number(), trouble: z.number() })),
  /** How many calls the budget leaves in this minute. */
  left: z.number(),
});
export type Meter = z.infer<typeof meterSchema>;

const difference = z.object({ appeared: z.number(), changed: z.number(), vanished: z.number() });
export type Difference = z.infer<typeof difference>;

/** A reading that ended, and, for who sees everything, what it cost, how much it found and found different. */
const sweepSchema = z.object({
  generation: z.number(),
  startedAt: z.string(),
  finishedAt: z.string(),
  state: z.enum(['complete', 'suspect', 'stopped']),
  isAccepted: z.boolean(),
  calls: z.nullable(z.number()),
  rows: z.nullable(z.number()),
  unreadable: z.nullable(z.number()),
  /** Of what it lists; null where a reading from before did not count that. */
  differences: z.nullable(
    z.object({
      people: z.nullable(difference),
      doors: z.nullable(difference),
      buildings: z.nullable(difference),
      accesses: difference,
    }),
  ),
});
export type SweepSummary = z.infer<typeof sweepSchema>;

/**
 * How things stand between us and OpenKit. `token`, `budget`, `worker` and `asOf` are real time, `sync` is the
 * domain's.
 */
export const openkitStatusSchema = z.object({
  mode: z.enum(['sandbox', 'live']),
  /** Null for those who may not manage settings. Never holds the secret. */
  settings: z.nullable(
    z.object({
      apiUrl: z.string(),
      authUrl: z.string(),
      clientId: z.string(),
      pageSize: z.number(),
      settleSeconds: z.number(),
    }),
  ),
  token: z.object({
    fetchedAt: z.nullable(z.string()),
    renewAt: z.nullable(z.string()),
    /** `token_refused`: it was fetched, and something waits because OpenKit does not take it. */
    failure: z.nullable(z.enum(['credentials', 'auth_unavailable', 'token_refused'])),
  }),
  budget: z.object({ callsPerSecond: z.number(), pausedUntil: z.nullable(z.string()) }),
  /** How often OpenKit is read and how fast, as set on the page or by the environment. */
  cadence: syncSettingsSchema,
  /** What the worker, which makes all calls but reveals, last told; null when none has ever run. */
  worker: z.nullable(
    z.object({
      at: z.string(),
      isAlive: z.boolean(),
      breaker: z.enum(['closed', 'open', 'half_open']),
    }),
  ),
  /** Where answers differed from the documentation, the latest first, of all processes together. */
  warnings: z.array(schemaWarningSchema),
  /** Null for who does not see everything: what is done in buildings that are not theirs costs calls as well. */
  meter: z.nullable(meterSchema),
  sync: syncStatusSchema,
  /** The last readings that ended, the newest first. */
  sweeps: z.array(sweepSchema),
  asOf: z.string(),
});
export type OpenKitStatusView = z.infer<typeof openkitStatusSchema>;
