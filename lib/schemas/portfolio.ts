import * as z from 'zod/mini';

/** A row of the portfolios list, cut to the buildings in scope. */
export const portfolioRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildings: z.array(z.string()),
  doors: z.number(),
});
export type PortfolioRow = z.infer<typeof portfolioRowSchema>;
