import * as z from 'zod/mini';

export const buildingOptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  portfolioId: z.nullable(z.string()),
  portfolioName: z.nullable(z.string()),
  timeZone: z.nullable(z.string()),
});
/** A building as the switcher and filters offer it. */
export type BuildingOption = z.infer<typeof buildingOptionSchema>;
