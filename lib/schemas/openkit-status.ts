import * as z from 'zod/mini';
import { syncSettingsSchema, syncStatusSchema } from './sync.ts';

/** Where OpenKit's answers differ from its documentation: a path in its schema, never a value that is somebody's. */
export const schemaWarningSchema = z.object({
  at: z.string(),
  problem: z.enum(['missing', 'null', 'unexpected', 'too_long']),
  count: z.number(),
  example: z.nullable(z.string()),
});
export type SchemaWarning = z.infer<typeof schemaWarningSchema>;

/** How things stand between us and OpenKit. `token`, `budget`, `worker` and `asOf` are real time, `sync` is the domain's. */
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
    failure: z.nullable(z.enum(['credentials', 'auth_unavailable'])),
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
      warnings: z.array(schemaWarningSchema),
    }),
  ),
  sync: syncStatusSchema,
  lastSweep: z.nullable(
    z.object({
      startedAt: z.string(),
      finishedAt: z.string(),
      state: z.enum(['complete', 'suspect', 'stopped', 'running']),
      calls: z.number(),
      rows: z.number(),
      unreadable: z.number(),
    }),
  ),
  asOf: z.string(),
});
export type OpenKitStatusView = z.infer<typeof openkitStatusSchema>;
