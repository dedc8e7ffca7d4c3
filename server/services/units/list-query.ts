import { z } from 'zod';
import { pageSize } from '#lib/page';
import { areaQuery } from '../buildings/area.ts';

/** The address of the units list and of its JSON; the page keeps the same names in its own address. */
export const listUnitsQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  state: z.enum(['', 'lived_in', 'vacant', 'ending', 'over']).default(''),
  sort: z.enum(['name', '-name', 'building', '-building']).default('name'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListUnitsQuery = z.infer<typeof listUnitsQuery>;

export const countUnitsQuery = listUnitsQuery.omit({ sort: true, cursor: true, limit: true });
export type UnitFilters = z.infer<typeof countUnitsQuery>;
