import * as z from 'zod/mini';

export const syncStatusSchema = z.object({
  /** When the last complete sweep ended; null before the first. */
  asOf: z.nullable(z.string()),
  state: z.enum(['never', 'running', 'complete', 'suspect', 'failed']),
  phase: z.nullable(z.enum(['buildings', 'doors', 'people', 'done'])),
  seen: z.nullable(z.object({ buildings: z.number(), doors: z.number(), people: z.number(), accesses: z.number() })),
  calls: z.number(),
  /** Why it is stuck or suspect: a reason known to lib/messages. */
  reason: z.nullable(z.string()),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;
