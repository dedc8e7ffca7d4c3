import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { pageQuery } from '../search/page-query.ts';

/** The address of a building's other residents as JSON. */
export const listResidentsQuery = z.strictObject({
  id: uuid,
  q: z.string().max(200).default(''),
  sort: z.enum(['name', '-name']).default('name'),
  ...pageQuery,
});
export type ListResidentsQuery = z.infer<typeof listResidentsQuery>;

export const countResidentsQuery = listResidentsQuery.pick({ id: true, q: true });
export type ResidentFilters = z.infer<typeof countResidentsQuery>;
