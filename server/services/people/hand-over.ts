import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { ReasonHolder } from '../reasons/reason-rows.ts';

type Handing = { fromPersonId: string; holder: ReasonHolder; name: string; operationId: string; at: Instant };

/**
 * Leases and reasons of one person become those of another: the same person under a new address. Those in scope alone:
 * in other buildings they keep the old address, and with it what was noted there.
 */
export async function handOver(
  tx: Tx,
  session: Session,
  { fromPersonId, holder, name, operationId, at }: Handing,
): Promise<void> {
  const { personId, personKey } = holder;
  const isHere = inScope(session, sql`building_id`);
  const leases = await tx.execute<{ id: string }>(sql`
    select id from tenancy where person_id = ${fromPersonId} and ended_at is null and ${isHere}`);
  const newIds = new Map(leases.rows.map(({ id }) => [id, randomUUID()]));
  for (const [oldId, newId] of newIds) {
    await tx.execute(sql`
      insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_start, lease_end, is_found,
        operation_id)
      select ${newId}, unit_id, building_id, ${personId}, ${personKey}, ${name}, lease_start, lease_end, is_found,
        ${operationId}
      from tenancy where id = ${oldId} on conflict do nothing`);
    await tx.execute(sql`
      insert into access_reason (person_id, person_key, door_id, building_id, kind, tenancy_id, bundle_id, host_id, is_daily,
        note, starts_at, ends_at, shareable, role, operation_id)
      select ${personId}, ${personKey}, door_id, building_id, kind, ${newId}, bundle_id, host_id, is_daily, note,
        starts_at, ends_at, shareable, role, ${operationId}
      from access_reason where tenancy_id = ${oldId} and ended_at is null
        and exists (select 1 from tenancy where id = ${newId})`);
  }
  await tx.execute(sql`
    insert into access_reason (person_id, person_key, door_id, building_id, kind, bundle_id, host_id, is_daily, note,
      starts_at, ends_at, shareable, role, operation_id)
    select ${personId}, ${personKey}, door_id, building_id, kind, bundle_id, host_id, is_daily, note, starts_at, ends_at,
      shareable, role, ${operationId}
    from access_reason where person_id = ${fromPersonId} and tenancy_id is null and ended_at is null and ${isHere}`);
  await tx.execute(sql`
    update access_reason set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where person_id = ${fromPersonId} and ended_at is null and ${isHere} and operation_id is distinct from ${operationId}`);
  await tx.execute(sql`
    update tenancy set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where person_id = ${fromPersonId} and ended_at is null and ${isHere} and operation_id is distinct from ${operationId}`);
  if (personId) await handOverGuests(tx, session, fromPersonId, personId);
}

/** Guests of the old address are guests of the new one. */
export async function handOverGuests(tx: Tx, session: Session, fromPersonId: string, personId: string): Promise<void> {
  await tx.execute(sql`
    update access_reason set host_id = ${personId}
    where host_id = ${fromPersonId} and ended_at is null and ${inScope(session, sql`building_id`)}`);
  await tx.execute(sql`
    update guest_access g set host_id = ${personId} from access a
    where a.id = g.access_id and g.host_id = ${fromPersonId} and ${inScope(session, sql`a.building_id`)}`);
}
