import * as z from 'zod/mini';

/** What somebody or something is called. */
export const name = z.string().check(z.trim(), z.minLength(1, 'name_required'), z.maxLength(300, 'name_too_long'));

/** A reason or a reference, in a few words. */
export const note = z.string().check(z.trim(), z.maxLength(300, 'reason_too_long'));
