import * as z from 'zod/mini';

/** A day that exists, `YYYY-MM-DD`. */
export const day = z.iso.date('date_invalid');

/** The same; empty = no day. */
export const dayOrEmpty = z.union([z.literal(''), day], 'date_invalid');
