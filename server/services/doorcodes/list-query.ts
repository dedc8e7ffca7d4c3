import { z } from 'zod';
import { doorcodeFacets } from '#lib/access-facets';
import { accessListQuery } from '../accesses/list-query.ts';

/** The address of the doorcodes list and of its JSON; the page keeps the same names in its own address. */
export const listDoorcodesQuery = z.strictObject({
  ...accessListQuery,
  day: z.enum(doorcodeFacets.day).default(''),
  code: z.enum(doorcodeFacets.code).default(''),
  sort: z.enum(['building', '-building', 'person', '-person', 'end', '-end']).default('building'),
});
export type ListDoorcodesQuery = z.infer<typeof listDoorcodesQuery>;

export const countDoorcodesQuery = listDoorcodesQuery.omit({ sort: true, cursor: true, limit: true });
export type DoorcodeFilters = z.infer<typeof countDoorcodesQuery>;
