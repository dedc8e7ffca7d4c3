import { z } from 'zod';
import { pageSize } from '#lib/page';
import { uuid } from '#lib/schemas/uuid';
import { areaQuery } from '../buildings/area.ts';

/** The address of the list of plans and of its JSON. */
export const listPlansQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  state: z.enum(['', 'active', 'paused', 'ended', 'problems']).default(''),
  sort: z.enum(['-created', 'created']).default('-created'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListPlansQuery = z.infer<typeof listPlansQuery>;

/** The address of what became of a plan's days. */
export const listPlanLogQuery = z.strictObject({
  id: uuid,
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListPlanLogQuery = z.infer<typeof listPlanLogQuery>;
