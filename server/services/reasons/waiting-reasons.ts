import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import { lineBefore } from '#server/db/successors';
import { isGivableIn } from '../tasks/door-tasks.ts';
import type { ReasonRow } from './reason-rows.ts';

/**
 * Expression over an `access_reason r`: the kind of operation that last gave its person the door or took it away. A
 * reason moves on to whom its person became, and to the door that took the place of its own.
 */
export const lastDoneBy: SQL = sql`(
    select (select o.kind from operation o where o.id = call.operation_id)
    from (
      select id, operation_id from operation_item where person_id = any(${lineBefore('person', sql`r.person_id`)}) and action <> 'change' offset 0) call
    cross join lateral (
      select settled_at from operation_item_door
      where item_id = call.id and door_id = any(${lineBefore('door', sql`r.door_id`)}) and state = 'applied' offset 0) done
    order by done.settled_at desc limit 1)`;

/**
 * Condition on a standing reason `r` whose door is not held: it is not to be given now. One that was taken for a lost
 * phone is given again from there alone: a change of a lease is no word that the phone was found. One that OpenKit
 * cannot give would be refused, and with it the doors that are asked for in the same call.
 */
export const isWaiting: SQL = sql`(${lastDoneBy} = 'lost_phone' or not exists (
  select 1 from door d where d.id = r.door_id and d.gone_at is null and ${isGivableIn(sql`d`)}))`;

/** The ids of those of standing reasons, of doors that are not held, that wait. */
export async function waitingReasons(tx: Tx, standing: readonly ReasonRow[]): Promise<ReadonlySet<string>> {
  if (standing.length === 0) return new Set();
  const found = await tx.execute<{ id: string }>(sql`
    select r.id from access_reason r
    where r.id = any(${sql.param(standing.map(({ id }) => id))}::uuid[]) and ${isWaiting}`);
  return new Set(found.rows.map(({ id }) => id));
}
