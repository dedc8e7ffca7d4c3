import * as z from 'zod/mini';

/** Whose lease brings other doors than its bundle or unit says now, and what bringing them in line would send. */
export const leaseDriftSchema = z.object({
  people: z.array(
    z.object({
      tenancyId: z.string(),
      name: z.string(),
      unitName: z.string(),
      gains: z.array(z.string()),
      loses: z.array(z.string()),
      changes: z.array(z.string()),
    }),
  ),
});
export type LeaseDrift = z.infer<typeof leaseDriftSchema>;
