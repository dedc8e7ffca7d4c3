import { z } from 'zod';
import { isUuid } from '#lib/ids';
import { mostCertifiedDoors } from '#lib/schemas/certification';
import { uuid } from '#lib/schemas/uuid';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

const page = {
  q: z.string().max(200).default(''),
  ...pageQuery,
};

/** The address of the list of worksheets and of its JSON. */
export const listCertificationsQuery = z.strictObject({
  ...page,
  ...areaQuery,
  /** Joined by commas. */
  doors: z
    .string()
    .max(mostCertifiedDoors * 37)
    .refine((text) => text === '' || text.split(',').every(isUuid))
    .default(''),
  state: z.enum(['', 'open', 'signed']).default(''),
  sort: z.enum(['-created', 'created']).default('-created'),
});
export type ListCertificationsQuery = z.infer<typeof listCertificationsQuery>;

/** The address of the rows of one worksheet. */
export const listRowsQuery = z.strictObject({
  ...page,
  id: uuid,
  show: z.enum(['', 'open', 'keep', 'end']).default(''),
  sort: z.enum(['name', '-name']).default('name'),
});
export type ListRowsQuery = z.infer<typeof listRowsQuery>;

export const countRowsQuery = listRowsQuery.omit({ sort: true, cursor: true, limit: true });
export type RowFilters = z.infer<typeof countRowsQuery>;
