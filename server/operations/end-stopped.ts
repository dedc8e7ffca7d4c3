import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { retryChain } from './retry-chain.ts';

/**
 * What an operation was to begin and somebody stopped has not begun: a lease none of whose doors was given, now or when
 * it was sent before, is over, and whom a single door was to be given is not meant to hold it any more. A lease with some
 * of its doors stands, and says which are missing. Answers which leases are over.
 */
export async function endStopped(tx: Tx, operationId: string, at: Instant): Promise<string[]> {
  const operations = retryChain(operationId);
  const calls = (ofPerson: SQL) => sql`
    select 1 from operation_item i join operation_item_door d on d.item_id = i.id
    where i.operation_id = any(${operations}) and ${ofPerson} in (i.person_id::text, i.person_key)`;
  const isStopped = sql`d.operation_id = ${operationId} and d.reason = 'cancelled_by_staff'`;
  const callsOfLease = sql`${calls(sql`t.person_key`)} and i.action <> 'revoke'
    and d.door_id in (select r.door_id from access_reason r where r.tenancy_id = t.id)`;
  const ended = await tx.execute<{ id: string }>(sql`
    update tenancy t set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where t.operation_id = any(${operations}) and t.ended_at is null
      and exists (${callsOfLease} and ${isStopped})
      and not exists (${callsOfLease} and d.state not in ('cancelled', 'rejected'))
    returning t.id`);
  const tenancyIds = ended.rows.map(({ id }) => id);
  await tx.execute(sql`
    update access_reason r set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where r.ended_at is null and (
      r.tenancy_id = any(${sql.param(tenancyIds)}::uuid[])
      or (r.operation_id = any(${operations}) and r.tenancy_id is null and exists (
        ${calls(sql`r.person_key`)} and i.action = 'grant' and d.door_id = r.door_id and ${isStopped})))`);
  return tenancyIds;
}
