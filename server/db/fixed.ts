import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';

/**
 * A piece of a query that is the same each time, written down once: drizzle spells what it is given anew for each
 * question. Throws where a value stands in it.
 */
export function fixed<T = unknown>(piece: SQL<T>): SQL<T> {
  const { sql: text, params } = new PgDialect().sqlToQuery(piece);
  if (params.length > 0) throw new Error(`A value stands in what is to be fixed: ${text}`);
  return sql.raw(text) as SQL<T>;
}
