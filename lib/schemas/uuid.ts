import * as z from 'zod/mini';

/** An id as somebody sends it, in small letters as everything here is kept: two spellings of one id never differ. */
export const uuid = z.guid('input_invalid').check(z.toLowerCase());
