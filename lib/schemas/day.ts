import * as z from 'zod/mini';

/**
 * A day that exists, `YYYY-MM-DD`, of years in which its midnights are instants that a database knows in every zone.
 */
export const day = z.iso
  .date('date_invalid')
  .check(z.refine((text) => text >= '1900-01-01' && text < '9999-01-01', 'date_invalid'));

/** The same; empty = no day. */
export const dayOrEmpty = z.union([z.literal(''), day], 'date_invalid');

/** The same in an address, where a day may be left out. */
export const dayFilter = z._default(dayOrEmpty, '');
