import { z } from 'zod';
import { doorFacets, doorMarks } from '#lib/door-facets';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';
import { several } from '../search/several.ts';

/** The address of the doors list and of its JSON; the page keeps the same names in its own address. */
export const listDoorsQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  kind: z.enum(doorFacets.kind).default(''),
  accessibility: z.enum(doorFacets.accessibility).default(''),
  connection: z.enum(doorFacets.connection).default(''),
  activation: z.enum(doorFacets.activation).default(''),
  battery: several(doorMarks.battery),
  changes: several(doorMarks.changes),
  sort: z.enum(['name', '-name', 'building', '-building', 'battery', '-battery', 'read', '-read']).default('name'),
  ...pageQuery,
});
export type ListDoorsQuery = z.infer<typeof listDoorsQuery>;

export const countDoorsQuery = listDoorsQuery.omit({ sort: true, cursor: true, limit: true });
export type DoorFilters = z.infer<typeof countDoorsQuery>;
