import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** The address of the list of plans and of its JSON. */
export const listPlansQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  state: z.enum(['', 'active', 'paused', 'ended', 'problems']).default(''),
  sort: z.enum(['-created', 'created']).default('-created'),
  ...pageQuery,
});
export type ListPlansQuery = z.infer<typeof listPlansQuery>;

/** The address of what became of a plan's days. */
export const listPlanLogQuery = z.strictObject({
  id: uuid,
  ...pageQuery,
});
export type ListPlanLogQuery = z.infer<typeof listPlanLogQuery>;
