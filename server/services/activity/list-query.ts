import { z } from 'zod';
import { eventNames, eventPhases } from '#lib/events';
import { dayFilter } from '#lib/schemas/day';
import { uuid } from '#lib/schemas/uuid';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

const id = z.union([z.literal(''), uuid]).default('');

/** The address of the audit log and of its JSON. `from` and `to` are days in UTC, both included. */
export const listActivityQuery = z.strictObject({
  q: z.string().max(200).default(''),
  event: z.enum(['', ...eventNames]).default(''),
  outcome: z.enum(['', ...eventPhases]).default(''),
  staff: id,
  ...areaQuery,
  person: id,
  from: dayFilter,
  to: dayFilter,
  sort: z.enum(['-at', 'at']).default('-at'),
  ...pageQuery,
});
export type ListActivityQuery = z.infer<typeof listActivityQuery>;

export const countActivityQuery = listActivityQuery.omit({ sort: true, cursor: true, limit: true });
export type ActivityFilters = z.infer<typeof countActivityQuery>;
