import { z } from 'zod';
import { pageSize } from '#lib/page';
import { areaQuery } from '../buildings/area.ts';

/** The address of the bundles list and of its JSON; the page keeps the same names in its own address. */
export const listBundlesQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  sort: z.enum(['name', '-name', 'building', '-building']).default('name'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListBundlesQuery = z.infer<typeof listBundlesQuery>;

export const countBundlesQuery = listBundlesQuery.omit({ sort: true, cursor: true, limit: true });
export type BundleFilters = z.infer<typeof countBundlesQuery>;
