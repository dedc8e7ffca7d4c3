import { z } from 'zod';
import { pageSize } from '#lib/page';
import { areaQuery } from '../buildings/area.ts';

/** The address of the people list and of its JSON; the page keeps the same names in its own address. */
export const listPeopleQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  sort: z.enum(['name', '-name']).default('name'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListPeopleQuery = z.infer<typeof listPeopleQuery>;

export const countPeopleQuery = listPeopleQuery.pick({ q: true, portfolio: true, building: true });
export type PeopleFilters = z.infer<typeof countPeopleQuery>;
