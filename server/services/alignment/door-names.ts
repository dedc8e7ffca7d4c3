import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';

/** The names of doors, by id. */
export async function doorNames(tx: Tx, doorIds: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ id: string; name: string }>(sql`
    select id, name from door where id = any(${sql.param([...new Set(doorIds)])}::uuid[])`);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
