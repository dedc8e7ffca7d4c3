import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import type { ClaimedItem } from './claim-item.ts';
import { retryChain } from './retry-chain.ts';

/**
 * Leases, reasons and links that were written for somebody new get the id that OpenKit gave them, also where the operation
 * they were written for failed and this one sends it again.
 */
export async function namePerson(
  tx: Tx,
  { operationId, personKey }: Pick<ClaimedItem, 'operationId' | 'personKey'>,
  personId: string,
): Promise<void> {
  const operations = retryChain(operationId);
  const isTheirs = sql`operation_id = any(${operations}) and person_id is null and person_key = ${personKey}`;
  // They may have been moved in there by another way meanwhile: one lease of a unit is enough.
  await tx.execute(sql`
    update tenancy t set person_id = ${personId}, person_key = ${personId}
    where ${isTheirs} and not exists (
      select 1 from tenancy known
      where known.unit_id = t.unit_id and known.person_key = ${personId} and known.ended_at is null)`);
  await tx.execute(sql`update access_reason set person_id = ${personId}, person_key = ${personId} where ${isTheirs}`);
  await tx.execute(sql`
    update person_link set to_person_id = ${personId}
    where operation_id = any(${operations}) and to_person_id is null and to_key = ${personKey}`);
  // Guests of somebody who has a new address are guests of that address.
  await tx.execute(sql`
    update access_reason r set host_id = ${personId} from person_link l
    where l.operation_id = any(${operations}) and l.to_person_id = ${personId} and r.host_id = l.from_person_id
      and r.ended_at is null`);
}
