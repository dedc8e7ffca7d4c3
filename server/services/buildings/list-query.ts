import { z } from 'zod';
import { buildingNeeds } from '#lib/building-facets';
import { pageQuery } from '../search/page-query.ts';
import { several } from '../search/several.ts';
import { areaQuery } from './area.ts';

/** The address of the buildings list and of its JSON; the page keeps the same names in its own address. */
export const listBuildingsQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  needs: several(buildingNeeds),
  sort: z.enum(['name', '-name']).default('name'),
  ...pageQuery,
});
export type ListBuildingsQuery = z.infer<typeof listBuildingsQuery>;

export const countBuildingsQuery = listBuildingsQuery.omit({ sort: true, cursor: true, limit: true });
export type BuildingFilters = z.infer<typeof countBuildingsQuery>;
