import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { retryChain } from './retry-chain.ts';

/**
 * What an operation was to begin and somebody stopped has not begun: a lease none of whose doors was given, now or when
 * it was sent before, is over, and whom a single door was to be given is not meant to hold it any more. A lease with
 * some of its doors stands, and says which are missing. Answers which leases are over.
 */
export async function endStopped(tx: Tx, operationId: string, at: Instant): Promise<string[]> {
  // By either name: what was noted for an address may have got its person since.
  const calls = sql`
    select known.as_key, d.door_id, i.action, d.state,
      d.operation_id = ${operationId} and d.reason in ('cancelled_by_staff', 'stopped_under_way') as is_stopped
    from operation_item i join operation_item_door d on d.item_id = i.id
    cross join lateral (values (i.person_id::text), (i.person_key)) known(as_key)
    where i.operation_id = any(${retryChain(operationId)})`;
  const callsOfLease = sql`
    select 1 from call join access_reason r on r.door_id = call.door_id
    where call.as_key = t.person_key and r.tenancy_id = t.id and call.action <> 'revoke'`;
  const ended = await tx.execute<{ id: string }>(sql`
    with call as materialized (${calls})
    update tenancy t set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where t.operation_id = any(${retryChain(operationId)}) and t.ended_at is null
      and exists (${callsOfLease} and call.is_stopped)
      and not exists (${callsOfLease} and call.state not in ('cancelled', 'rejected'))
    returning t.id`);
  const tenancyIds = ended.rows.map(({ id }) => id);
  await tx.execute(sql`
    with call as materialized (${calls})
    update access_reason r set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where r.ended_at is null and (
      r.tenancy_id = any(${sql.param(tenancyIds)}::uuid[])
      or (r.operation_id = any(${retryChain(operationId)}) and r.tenancy_id is null and (r.person_key, r.door_id) in (
        select as_key, door_id from call where action = 'grant' and is_stopped and as_key is not null)))`);
  return tenancyIds;
}
