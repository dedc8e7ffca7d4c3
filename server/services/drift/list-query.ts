import { z } from 'zod';
import { driftKinds } from '#lib/history';
import { pageSize } from '#lib/page';
import { uuid } from '#lib/schemas/uuid';
import { areaQuery } from '../buildings/area.ts';

const limit = z.coerce.number().int().min(1).max(200).default(pageSize);
const show = z.enum(['open', 'accepted']).default('open');

/** The address of the drift inbox and of its JSON. */
export const listDriftQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  kind: z.enum(['', ...driftKinds]).default(''),
  show,
  sort: z.literal('newest').default('newest'),
  cursor: z.string().max(2000).default(''),
  limit,
});
export type ListDriftQuery = z.infer<typeof listDriftQuery>;

export const countDriftQuery = listDriftQuery.omit({ sort: true, cursor: true, limit: true });
export type DriftFilters = z.infer<typeof countDriftQuery>;

/** The changes of one group. */
export const listDriftRowsQuery = z.strictObject({
  kind: z.enum(driftKinds),
  subject: uuid,
  show,
  q: z.literal('').default(''),
  sort: z.enum(['-at', 'at']).default('-at'),
  cursor: z.string().max(2000).default(''),
  limit,
});
export type ListDriftRowsQuery = z.infer<typeof listDriftRowsQuery>;

export const countDriftRowsQuery = listDriftRowsQuery.pick({ kind: true, subject: true, show: true });
export type DriftRowFilters = z.infer<typeof countDriftRowsQuery>;
