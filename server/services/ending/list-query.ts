import { z } from 'zod';
import { endingShows } from '#lib/ending-facets';
import { accessListQuery } from '../accesses/list-query.ts';

/** The address of the list of what runs out and of its JSON. */
export const listEndingQuery = z.strictObject({
  ...accessListQuery,
  show: z.enum(endingShows).default('ends30'),
  sort: z.enum(['end', '-end', 'person', '-person', 'door', '-door']).default('end'),
});
export type ListEndingQuery = z.infer<typeof listEndingQuery>;

export const countEndingQuery = listEndingQuery.omit({ sort: true, cursor: true, limit: true });
export type EndingFilters = z.infer<typeof countEndingQuery>;
