import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/** A row that was written. `news`: what OpenKit says of it that it did not say before, if anything. */
export type Written = { id: string; isNew: boolean; news: 'appeared' | 'changed' | null };

type Rows = {
  table: 'person' | 'door' | 'building';
  ids: string[];
  /** What tells of the thing itself: a difference in other columns is no news. */
  facts: readonly string[];
};

/** Runs an upsert, an `insert … on conflict … where` without `returning`, and tells what it wrote. */
export async function writeRows(tx: Tx, { table, ids, facts }: Rows, upsert: SQL): Promise<Written[]> {
  const factsOf = (row: string) => sql.raw(facts.map((fact) => `${row}.${fact}`).join(', '));
  const { rows } = await tx.execute<Written>(sql`
    with known as materialized (select * from ${sql.identifier(table)} where id = any(${sql.param(ids)}::uuid[])),
      written as (${upsert} returning *, xmax = 0 as is_new)
    select written.id, written.is_new as "isNew", case
      when known.id is null or known.gone_at is not null then 'appeared'
      when (${factsOf('known')}) is distinct from (${factsOf('written')}) then 'changed' end as news
    from written left join known on known.id = written.id`);
  return rows;
}
