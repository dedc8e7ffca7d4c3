import * as z from 'zod/mini';

/** What a name and doors were when they were read, as a hash. */
export const version = z.string().check(z.maxLength(64, 'input_invalid'));
