import { z } from 'zod';
import { pageSize } from '#lib/page';
import { uuid } from '#lib/schemas/uuid';

/** The address of a building's other residents as JSON. */
export const listResidentsQuery = z.strictObject({
  id: uuid,
  q: z.string().max(200).default(''),
  sort: z.enum(['name', '-name']).default('name'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListResidentsQuery = z.infer<typeof listResidentsQuery>;

export const countResidentsQuery = listResidentsQuery.pick({ id: true, q: true });
export type ResidentFilters = z.infer<typeof countResidentsQuery>;
