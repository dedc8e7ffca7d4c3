import * as z from 'zod/mini';
import { coverageLimits, type Page } from '../page.ts';

export const coverageSchema = z.object({
  sweep: z.enum(['never', 'complete', 'suspect']),
  limits: z.array(z.enum(coverageLimits)),
});

/** A page of a list as a GET handler answers it. */
export const pageSchema = <T>(item: z.core.$ZodType<T>): z.ZodMiniType<Page<T>> =>
  z.object({
    items: z.array(item),
    similar: z.optional(z.array(item)),
    similarNames: z.optional(z.array(z.string())),
    nextCursor: z.nullable(z.string()),
    prevCursor: z.nullable(z.string()),
    asOf: z.nullable(z.string()),
    coverage: coverageSchema,
  });

/** How many rows a list has in all, from `/api/<name>/count`. Not exact = "about". */
export const countSchema = z.object({ count: z.number(), isExact: z.boolean() });

export type Count = z.infer<typeof countSchema>;
