import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { pageQuery } from '../search/page-query.ts';

/** The address of a door's accesses as JSON. `show`: works now, begins later, is over or taken away. */
export const listDoorAccessesQuery = z.strictObject({
  id: uuid,
  show: z.enum(['now', 'next', 'ended']).default('now'),
  q: z.string().max(200).default(''),
  sort: z.enum(['name', '-name', 'end', '-end']).default('name'),
  ...pageQuery,
});
export type ListDoorAccessesQuery = z.infer<typeof listDoorAccessesQuery>;

export const countDoorAccessesQuery = listDoorAccessesQuery.pick({ id: true, show: true, q: true });
export type DoorAccessFilters = z.infer<typeof countDoorAccessesQuery>;
