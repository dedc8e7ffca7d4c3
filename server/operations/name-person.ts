import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import { claimNoted } from '../mirror/claim-noted.ts';
import type { ClaimedItem } from './claim-item.ts';
import { retryChain } from './retry-chain.ts';

/**
 * What was noted for somebody new gets the id that OpenKit gave them, and so do their other calls of the operation:
 * whoever plans for them by now must see what is still to be sent.
 */
export async function namePerson(
  tx: Tx,
  { operationId, personKey }: Pick<ClaimedItem, 'operationId' | 'personKey'>,
  personId: string,
): Promise<void> {
  await claimNoted(tx, [{ personId, key: personKey }]);
  // One that somebody is about to stop needs no name.
  await tx.execute(sql`
    update operation_item set person_id = ${personId} where id in (
      select id from operation_item
      where operation_id = ${operationId} and person_key = ${personKey} and person_id is null
        and state in ('queued', 'unknown') for update skip locked)`);
  await followHost(tx, operationId, personId);
}

/** Guests of somebody who has a new address are guests of that address, in the buildings where it was changed. */
async function followHost(tx: Tx, operationId: string, personId: string): Promise<void> {
  const operations = retryChain(operationId);
  const isChanged = (hostId: SQL, buildingId: SQL) => sql`
    l.operation_id = any(${operations}) and l.to_person_id = ${personId} and ${hostId} = l.from_person_id
    and ${buildingId} in (select building_id from operation_item_door where operation_id = any(${operations}))`;
  await tx.execute(sql`
    update access_reason r set host_id = ${personId} from person_link l
    where ${isChanged(sql`r.host_id`, sql`r.building_id`)} and r.ended_at is null`);
  await tx.execute(sql`
    update guest_access g set host_id = ${personId} from access a, person_link l
    where a.id = g.access_id and ${isChanged(sql`g.host_id`, sql`a.building_id`)}`);
}
