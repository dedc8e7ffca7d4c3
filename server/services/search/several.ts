import { z } from 'zod';
import { someOf } from '#lib/search-params';

/** A filter of which several hold at once, as `someOf` writes it; empty = none. */
export const several = (known: readonly string[]) => z.string().refine(someOf(known).accepts).default('');
