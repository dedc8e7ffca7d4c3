import { z } from 'zod';
import { accessFacets, accessMarks } from '#lib/access-facets';
import { areaQuery, optionalId } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';
import { several } from '../search/several.ts';

/** The address of the people list and of its JSON; the page keeps the same names in its own address. */
export const listPeopleQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  state: z.enum(accessFacets.state).default(''),
  ends: z.enum(accessFacets.ends).default(''),
  role: z.enum(accessFacets.role).default(''),
  type: z.enum(accessFacets.type).default(''),
  lock: several(accessMarks.lock),
  changes: several(accessMarks.changes),
  door: optionalId,
  sort: z.enum(['name', '-name']).default('name'),
  ...pageQuery,
});
export type ListPeopleQuery = z.infer<typeof listPeopleQuery>;

export const countPeopleQuery = listPeopleQuery.omit({ sort: true, cursor: true, limit: true });
export type PeopleFilters = z.infer<typeof countPeopleQuery>;
