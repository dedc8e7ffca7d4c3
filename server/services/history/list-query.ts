import { z } from 'zod';
import { eventCauses, historyKinds } from '#lib/history';
import { pageSize } from '#lib/page';

const day = z.union([z.literal(''), z.iso.date()]).default('');

/**
 * The address of the history of a person, door or building as JSON; newest first. `from` and `to` are days in UTC, both
 * included.
 */
export const listHistoryQuery = z.strictObject({
  id: z.guid(),
  q: z.literal('').default(''),
  kind: z.enum(historyKinds).default(''),
  cause: z.enum(['', ...eventCauses]).default(''),
  from: day,
  to: day,
  sort: z.literal('newest').default('newest'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListHistoryQuery = z.infer<typeof listHistoryQuery>;
