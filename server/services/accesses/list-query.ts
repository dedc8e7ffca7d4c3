import { z } from 'zod';
import { accessFacets, accessMarks } from '#lib/access-facets';
import { areaQuery, optionalId } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';
import { several } from '../search/several.ts';

/** What every list of accesses takes beside its own filters and order. */
export const accessListQuery = {
  q: z.string().max(200).default(''),
  ...areaQuery,
  ...pageQuery,
};

/** The address of the accesses list and of its JSON; the page keeps the same names in its own address. */
export const listAccessesQuery = z.strictObject({
  ...accessListQuery,
  role: z.enum(accessFacets.role).default(''),
  type: z.enum(accessFacets.type).default(''),
  state: z.enum(accessFacets.state).default(''),
  ends: z.enum(accessFacets.ends).default(''),
  granter: z.enum(accessFacets.granter).default(''),
  lock: several(accessMarks.lock),
  changes: several(accessMarks.changes),
  door: optionalId,
  sort: z.enum(['person', '-person', 'door', '-door', 'start', '-start', 'end', '-end']).default('person'),
});
export type ListAccessesQuery = z.infer<typeof listAccessesQuery>;

export const countAccessesQuery = listAccessesQuery.omit({ sort: true, cursor: true, limit: true });
export type AccessFilters = z.infer<typeof countAccessesQuery>;
