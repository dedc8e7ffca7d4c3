import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import { retryChain } from './retry-chain.ts';

type Kept = { personId: string | null; doorId: string };

/**
 * Where doors are neither taken away nor changed after all, the leases and reasons that an operation ended for it stand
 * again: nobody holds a door for no reason that they are meant to keep. So does the old home of whom the operation was
 * to give a new one that has not begun (`unbegunIds`). A lease comes back with all its doors but those that are being
 * or were taken away, and with guests from whom OpenKit would not take them; nothing is to be taken back by hand, and
 * what was still to be given by hand is again. What the operation itself began, or wrote in place of something, is not
 * brought back, nor what it replaced. `ended_operation_id` goes on naming the operation, so that sending it again ends
 * the same ones.
 */
export async function reopenReasons(
  tx: Tx,
  operationId: string,
  kept: readonly Kept[],
  unbegunIds: readonly string[] = [],
): Promise<void> {
  if (kept.length + unbegunIds.length === 0) return;
  const operations = retryChain(operationId);
  const isKept = sql`(r.person_id, r.door_id) in (
    select * from unnest(${sql.param(kept.map(({ personId }) => personId))}::uuid[],
      ${sql.param(kept.map(({ doorId }) => doorId))}::uuid[]))`;
  const isRevoked = (stands: SQL) => sql`exists (
    select 1 from operation_item i join operation_item_door d on d.item_id = i.id
    where i.operation_id = ${operationId} and i.action = 'revoke' and i.person_id = r.person_id
      and d.door_id = r.door_id and d.state ${stands})`;
  // They may have been moved in there again meanwhile: one lease of a unit is enough.
  await tx.execute(sql`
    update tenancy t set ended_at = null
    where t.ended_operation_id = ${operationId} and t.ended_at is not null
      and (t.operation_id = any(${operations})) is not true
      and (exists (select 1 from tenancy home
          where home.id = any(${sql.param([...unbegunIds])}::uuid[])
            and (home.person_id = t.person_id or home.person_key = t.person_key))
        or exists (select 1 from access_reason r
          where r.tenancy_id = t.id and r.ended_operation_id = ${operationId} and ${isKept}))
      and not exists (select 1 from tenancy other
        where other.unit_id = t.unit_id and other.person_key = t.person_key and other.ended_at is null)`);
  await tx.execute(sql`
    update task set done_at = null from tenancy t
    where t.ended_operation_id = ${operationId} and t.ended_at is null and t.unit_id = task.unit_id
      and task.done_by is null and task.done_at in (
        select r.ended_at from access_reason r where r.tenancy_id = t.id and r.ended_operation_id = ${operationId})
      and (task.person_id = t.person_id or task.person_name = t.person_name)`);
  await tx.execute(sql`
    update access_reason r set ended_at = null
    where r.ended_operation_id = ${operationId} and r.ended_at is not null
      and (r.operation_id = any(${operations})) is not true
      and not exists (select 1 from access_reason new
        where new.operation_id = any(${operations}) and new.ended_at is null and new.person_id = r.person_id
          and new.door_id = r.door_id and new.tenancy_id is not distinct from r.tenancy_id
          and new.bundle_id is not distinct from r.bundle_id)
      and case
      when r.tenancy_id is null then ${isKept} or (${isRevoked(sql`= 'rejected'`)} and exists (select 1 from tenancy t
        where t.person_id in (r.person_id, r.host_id) and t.ended_operation_id = ${operationId} and t.ended_at is null))
      else exists (select 1 from tenancy t where t.id = r.tenancy_id and t.ended_at is null and (
        ${isKept} or (t.ended_operation_id = ${operationId}
          and not ${isRevoked(sql`not in ('cancelled', 'rejected')`)}))) end`);
  await tx.execute(sql`
    delete from task using tenancy t
    where task.operation_id = ${operationId} and task.kind like '%_back' and task.done_at is null
      and t.ended_operation_id = ${operationId} and t.ended_at is null and t.unit_id = task.unit_id
      and (task.person_id = t.person_id or (task.person_id is null and task.person_name = t.person_name))`);
}
