import { z } from 'zod';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** The address of the tasks list and of its JSON; the page keeps the same names in its own address. */
export const listTasksQuery = z.strictObject({
  q: z.literal('').default(''),
  ...areaQuery,
  state: z.enum(['', 'mine', 'unassigned', 'done']).default(''),
  sort: z.literal('').default(''),
  ...pageQuery,
});
export type ListTasksQuery = z.infer<typeof listTasksQuery>;

export const countTasksQuery = listTasksQuery.omit({ sort: true, cursor: true, limit: true });
export type TaskFilters = z.infer<typeof countTasksQuery>;
