import { type SQL, sql } from 'drizzle-orm';
import { db, type Tx } from '#server/db/pool';

/** The default misses swapped letters. */
const similarFrom = 0.4;
export const mostSimilar = 8;
/** So many are compared; a name that more nearly bear is no help. */
export const candidates = 2000;
/** With no more exact hits than these, a misspelt name is likely. */
const fewHits = 5;

/** Whether a search found so little that similar names should be offered beside it. */
export const isMisspelt = (q: string, isFirstPage: boolean, hits: number): boolean =>
  isFirstPage && hits <= fewHits && /\p{L}{3}/u.test(q);

/** Reads with `<%` as forgiving as names need it. */
export const whileForgiving = <T>(read: (tx: Tx) => Promise<T>): Promise<T> =>
  db().transaction(async (tx) => {
    await tx.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${String(similarFrom)}, true)`);
    return read(tx);
  });

/** Every building has its lobby, and its 4B: of `near`, a query for rows with `id` and `sort_name`, one a name, as `one`. */
export const oneOfEachName = (near: SQL): SQL => sql`(
  select distinct on (near.sort_name) near.* from (${near} limit ${candidates}) near order by near.sort_name, near.id) one`;
