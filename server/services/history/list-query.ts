import { z } from 'zod';
import { eventCauses, historyKinds } from '#lib/history';
import { pageSize } from '#lib/page';
import { optionalId } from '../buildings/area.ts';

const day = z.union([z.literal(''), z.iso.date()]).default('');

/**
 * The address of the history of a person, door or building as JSON. `q` is looked for in the names of whom and what it is
 * about beside its subject; `from` and `to` are days in UTC, both included.
 */
export const listHistoryQuery = z.strictObject({
  id: z.guid(),
  q: z.string().max(200).default(''),
  kind: z.enum(historyKinds).default(''),
  cause: z.enum(['', ...eventCauses]).default(''),
  door: optionalId,
  from: day,
  to: day,
  sort: z.enum(['-at', 'at']).default('-at'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListHistoryQuery = z.infer<typeof listHistoryQuery>;

export const countHistoryQuery = listHistoryQuery.omit({ sort: true, cursor: true, limit: true });
export type HistoryFilters = z.infer<typeof countHistoryQuery>;
