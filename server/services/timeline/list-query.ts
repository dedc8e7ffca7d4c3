import { z } from 'zod';
import { areaQuery, optionalId } from '../buildings/area.ts';

/**
 * The people of a building, of a unit's doors or of one door, or the doors of a person in the area; the narrowest that
 * is named counts.
 */
export const listTimelineQuery = z.strictObject({
  ...areaQuery,
  unit: optionalId,
  door: optionalId,
  person: optionalId,
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(200),
});
export type ListTimelineQuery = z.infer<typeof listTimelineQuery>;
export type TimelineAsked = Pick<ListTimelineQuery, 'portfolio' | 'building' | 'unit' | 'door' | 'person'>;
