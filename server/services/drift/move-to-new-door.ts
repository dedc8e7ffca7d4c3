import { sql } from 'drizzle-orm';
import type { MovedDoor } from '#lib/schemas/drift';
import type { Tx } from '#server/db/pool';

/**
 * What stood for a door that was replaced stands for the new one: the units it belongs to, the bundles it is in, and
 * why people are to hold it. Nothing is sent: the new door's page then says who is meant to hold it and does not.
 */
export async function moveToNewDoor(tx: Tx, oldDoorId: string, newDoorId: string): Promise<MovedDoor> {
  await tx.execute(sql`
    insert into unit_door (unit_id, door_id) select unit_id, ${newDoorId}::uuid from unit_door where door_id = ${oldDoorId}
    on conflict do nothing`);
  const units = await tx.execute(sql`delete from unit_door where door_id = ${oldDoorId}`);
  await tx.execute(sql`
    insert into bundle_door (bundle_id, door_id, is_shareable, ends_on)
    select bundle_id, ${newDoorId}::uuid, is_shareable, ends_on from bundle_door where door_id = ${oldDoorId}
    on conflict do nothing`);
  const bundles = await tx.execute(sql`delete from bundle_door where door_id = ${oldDoorId}`);
  const reasons = await tx.execute<{ key: string }>(sql`
    update access_reason set door_id = ${newDoorId} where door_id = ${oldDoorId} and ended_at is null
    returning coalesce(person_id::text, person_key) as key`);
  return {
    units: units.rowCount ?? 0,
    bundles: bundles.rowCount ?? 0,
    people: new Set(reasons.rows.map(({ key }) => key)).size,
  };
}
