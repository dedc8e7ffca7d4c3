import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Tx } from './pool.ts';

type Options<Same extends PropertyKey> = {
  /** What PostgreSQL is to put into all of them. */
  same?: Record<Same, SQL>;
  /** Leaves out what is there already. */
  isNewOnly?: boolean;
};

/**
 * Inserts rows, named as drizzle does, and answers how many: one statement however many they are, with a list for each
 * column, or one value where all have the same. Drizzle writes out every value of every row, and is longer about it
 * than PostgreSQL about the rows. A column that one of them has, all have: null where they do not name it.
 */
export async function insertRows<T extends PgTable, Same extends keyof T['$inferInsert'] = never>(
  tx: Tx,
  table: T,
  rows: readonly Omit<T['$inferInsert'], Same>[],
  { same, isNewOnly = false }: Options<Same> = {},
): Promise<number> {
  if (rows.length === 0) return 0;
  const named = new Set(rows.flatMap(Object.keys));
  const into: SQL[] = [];
  const values: SQL[] = [];
  const lists: { name: SQL; list: SQL }[] = [];
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    const name = sql.raw(`"${column.name}"`);
    const value: SQL | undefined = Reflect.get(same ?? {}, key);
    if (!value && !named.has(key)) continue;
    into.push(name);
    const given = rows.map((row) => asParameter(Reflect.get(row, key)));
    const type = sql.raw(column.getSQLType());
    if (value) values.push(value);
    else if (given.every((one) => one === given[0])) values.push(sql`${given[0]}::${type}`);
    else {
      values.push(sql`r.${name}`);
      lists.push({ name, list: sql`${sql.param(given)}::${type}[]` });
    }
  }
  const inserted = await tx.execute(sql`
    insert into ${table} (${commas(into)}) select ${commas(values)} ${fromLists(lists, rows.length)}
    ${isNewOnly ? sql`on conflict do nothing` : sql``}`);
  return inserted.rowCount ?? 0;
}

function fromLists(lists: readonly { name: SQL; list: SQL }[], count: number): SQL {
  if (lists.length > 0) {
    return sql`from unnest(${commas(lists.map(({ list }) => list))}) as r(${commas(lists.map(({ name }) => name))})`;
  }
  // A single row is planned in half the time without any.
  return count === 1 ? sql`` : sql`from generate_series(1, ${count})`;
}

const asParameter = (value: unknown): unknown =>
  typeof value === 'object' && value ? JSON.stringify(value) : (value ?? null);

const commas = (parts: SQL[]): SQL => sql.join(parts, sql`, `);
