import { z } from 'zod';
import { pageSize } from '#lib/page';
import { areaQuery } from '../buildings/area.ts';

/** The address of the portfolios list and of its JSON; the page keeps the same names in its own address. */
export const listPortfoliosQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  sort: z.enum(['name', '-name']).default('name'),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListPortfoliosQuery = z.infer<typeof listPortfoliosQuery>;

export const countPortfoliosQuery = listPortfoliosQuery.pick({ q: true, portfolio: true, building: true });
export type PortfolioFilters = z.infer<typeof countPortfoliosQuery>;
