import * as z from 'zod/mini';

/** Who has other doors than their bundle or unit says now, and what bringing them in line would send. */
export const leaseDriftSchema = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Null = they were given it without a lease. */
      unitName: z.nullable(z.string()),
      gains: z.array(z.string()),
      loses: z.array(z.string()),
      /** Whom they let in to what they lose. */
      guests: z.array(z.string()),
      changes: z.array(z.string()),
      /** Held more than once: left as they are. */
      unclear: z.array(z.string()),
      /** Held until before they are wanted, or only from later on: when they open and close stays. */
      otherTimes: z.array(z.string()),
      /** Taken from them by hand: not given again. */
      taken: z.array(z.string()),
      /** Doors OpenKit cannot give: they become tasks. */
      byHand: z.array(z.string()),
    }),
  ),
});
export type LeaseDrift = z.infer<typeof leaseDriftSchema>;
