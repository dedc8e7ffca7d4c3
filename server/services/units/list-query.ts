import { z } from 'zod';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** The address of the units list and of its JSON; the page keeps the same names in its own address. */
export const listUnitsQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  state: z.enum(['', 'lived_in', 'vacant', 'ending', 'over']).default(''),
  sort: z.enum(['name', '-name', 'building', '-building']).default('name'),
  ...pageQuery,
});
export type ListUnitsQuery = z.infer<typeof listUnitsQuery>;

export const countUnitsQuery = listUnitsQuery.omit({ sort: true, cursor: true, limit: true });
export type UnitFilters = z.infer<typeof countUnitsQuery>;
