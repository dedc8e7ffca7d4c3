import { z } from 'zod';
import { checkpointSchema } from './checkpoint.ts';
import { takenOverSchema } from './taken-over.ts';

/**
 * The log as a file: which earlier keys were taken over, where any were; a line of JSON for each row from the first on;
 * then the checkpoint made with it. `payload` null: a row outside the scope of whoever exported it, there by its hash
 * alone.
 */
export const rowLine = z.object({
  seq: z.int().positive(),
  prevHash: z.string(),
  payload: z.string().nullable(),
  payloadHash: z.string(),
  hash: z.string(),
  signature: z.string(),
  keyId: z.string(),
  /** What stands beside the payload in the database and says something else; absent where nothing does. */
  differs: z.array(z.string()).nonempty().optional(),
});

export const startLine = z.object({ takenOver: takenOverSchema });

export const endLine = z.object({ end: checkpointSchema });

export type RowLine = z.infer<typeof rowLine>;
