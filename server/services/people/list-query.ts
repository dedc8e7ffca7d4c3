import { z } from 'zod';
import { accessFacets, accessMarks } from '#lib/access-facets';
import { pageSize } from '#lib/page';
import { areaQuery, optionalId } from '../buildings/area.ts';
import { several } from '../search/several.ts';

/** The address of the people list and of its JSON; the page keeps the same names in its own address. */
export const listPeopleQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  state: z.enum(accessFacets.state).default(''),
  role: z.enum(accessFacets.role).default(''),
  type: z.enum(accessFacets.type).default(''),
  lock: several(accessMarks.lock),
  changes: several(accessMarks.changes),
  door: optionalId,
  sort: z.enum(['name', '-name']).default('name'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListPeopleQuery = z.infer<typeof listPeopleQuery>;

export const countPeopleQuery = listPeopleQuery.omit({ sort: true, cursor: true, limit: true });
export type PeopleFilters = z.infer<typeof countPeopleQuery>;
