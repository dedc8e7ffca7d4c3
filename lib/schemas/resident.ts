import * as z from 'zod/mini';

/** Somebody who lives in a building and is not among our users: OpenKit tells their name and nothing else. */
export const residentRowSchema = z.object({ id: z.string(), name: z.string() });
export type ResidentRow = z.infer<typeof residentRowSchema>;

/** When the residents of a building were read; apart from sweeps. `asOf` null = not yet. */
export type ResidentReading = {
  asOf: string | null;
  /** A reading has been asked for and has not come yet. */
  isReading: boolean;
  calls: number;
  /** Why the last one failed: a reason known to lib/messages. */
  reason: string | null;
};
