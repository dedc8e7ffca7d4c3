import { z } from 'zod';
import { pageSize } from '#lib/page';

/** The address of the history of a person, door or building as JSON; newest first. */
export const listHistoryQuery = z.strictObject({
  id: z.guid(),
  q: z.literal('').default(''),
  sort: z.literal('newest').default('newest'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListHistoryQuery = z.infer<typeof listHistoryQuery>;
