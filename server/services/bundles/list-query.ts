import { z } from 'zod';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** The address of the bundles list and of its JSON; the page keeps the same names in its own address. */
export const listBundlesQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  sort: z.enum(['name', '-name', 'building', '-building']).default('name'),
  ...pageQuery,
});
export type ListBundlesQuery = z.infer<typeof listBundlesQuery>;

export const countBundlesQuery = listBundlesQuery.omit({ sort: true, cursor: true, limit: true });
export type BundleFilters = z.infer<typeof countBundlesQuery>;
