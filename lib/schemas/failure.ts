import * as z from 'zod/mini';
import { errorCodes } from '../errors.ts';

/** What a GET handler answers where it fails. */
export const failureSchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    field: z.optional(z.string()),
    params: z.catchall(z.object({ reason: z.optional(z.string()) }), z.union([z.string(), z.number()])),
    requestId: z.string(),
  }),
});
