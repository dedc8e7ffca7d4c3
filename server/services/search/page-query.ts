import { z } from 'zod';
import { pageSize } from '#lib/page';

/** Which page of a list: from where, and how many rows. */
export const pageQuery = {
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
};
