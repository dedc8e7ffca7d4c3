import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';

/**
 * Locks people against other changes until the transaction ends: two plans at once would each start from the same
 * state.
 */
export async function lockPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  await tx.execute(
    sql`select 1 from person where id = any(${sql.param([...personIds])}::uuid[]) order by id for update`,
  );
}

/**
 * Locks people and whoever is their guest, who may have to go with them; whoever lets one of them in again locks both:
 * in one order.
 */
export async function lockWithGuests(tx: Tx, personIds: readonly string[]): Promise<void> {
  const ids = sql`${sql.param([...personIds])}::uuid[]`;
  await tx.execute(sql`
    select 1 from person where id in (
      select unnest(${ids})
      union all select person_id from access_reason where host_id = any(${ids}) and ended_at is null)
    order by id for update`);
}
