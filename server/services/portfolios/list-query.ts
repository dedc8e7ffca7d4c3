import { z } from 'zod';
import { areaQuery } from '../buildings/area.ts';
import { pageQuery } from '../search/page-query.ts';

/** The address of the portfolios list and of its JSON; the page keeps the same names in its own address. */
export const listPortfoliosQuery = z.strictObject({
  q: z.string().max(200).default(''),
  ...areaQuery,
  sort: z.enum(['name', '-name']).default('name'),
  ...pageQuery,
});
export type ListPortfoliosQuery = z.infer<typeof listPortfoliosQuery>;

export const countPortfoliosQuery = listPortfoliosQuery.pick({ q: true, portfolio: true, building: true });
export type PortfolioFilters = z.infer<typeof countPortfoliosQuery>;
