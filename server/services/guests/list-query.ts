import { z } from 'zod';
import { accessFacets, accessMarks } from '#lib/access-facets';
import { accessListQuery } from '../accesses/list-query.ts';
import { several } from '../search/several.ts';

/** The address of the guests list and of its JSON; the page keeps the same names in its own address. */
export const listGuestsQuery = z.strictObject({
  ...accessListQuery,
  state: z.enum(accessFacets.state).default(''),
  ends: z.enum(accessFacets.ends).default(''),
  changes: several(accessMarks.changes),
  sort: z.enum(['person', '-person', 'door', '-door', 'end', '-end']).default('person'),
});
export type ListGuestsQuery = z.infer<typeof listGuestsQuery>;

export const countGuestsQuery = listGuestsQuery.omit({ sort: true, cursor: true, limit: true });
export type GuestFilters = z.infer<typeof countGuestsQuery>;
