import * as z from 'zod/mini';
import type { Coverage } from '../page.ts';
import type { ResidentReading } from './resident.ts';

const buildingOptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  portfolioId: z.nullable(z.string()),
  portfolioName: z.nullable(z.string()),
  timeZone: z.nullable(z.string()),
});
export const buildingOptionsSchema = z.array(buildingOptionSchema);
/** A building as the switcher and filters offer it. */
export type BuildingOption = z.infer<typeof buildingOptionSchema>;

/**
 * A row of the buildings list. Counts are of doors OpenKit lists now, and of people with access now, later or before.
 */
export const buildingRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  portfolioId: z.nullable(z.string()),
  portfolioName: z.nullable(z.string()),
  /** As many lines as OpenKit has. */
  address: z.array(z.string()),
  timeZone: z.nullable(z.string()),
  /** What OpenKit called the zone, where it is none that exists. */
  statedTimeZone: z.nullable(z.string()),
  doors: z.number(),
  people: z.number(),
  offline: z.number(),
  notActivated: z.number(),
  lowBatteries: z.number(),
});
export type BuildingRow = z.infer<typeof buildingRowSchema>;

/**
 * A building's page without its lists. `isGone` = history; `asOf` = when the last complete sweep ended. `residents`:
 * those who are not among our users.
 */
export type BuildingView = BuildingRow & {
  isGone: boolean;
  asOf: string | null;
  coverage: Coverage;
  residents: ResidentReading & { others: number };
};
