import { z } from 'zod';

/** The people of a building or of one of its doors, or the doors of a person; the narrowest that is named counts. */
export const listTimelineQuery = z.strictObject({
  building: z.union([z.literal(''), z.guid()]).default(''),
  door: z.union([z.literal(''), z.guid()]).default(''),
  person: z.union([z.literal(''), z.guid()]).default(''),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(200),
});
export type ListTimelineQuery = z.infer<typeof listTimelineQuery>;
