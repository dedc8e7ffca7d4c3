import { sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { DoorPair } from '#lib/schemas/drift';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';

const shownPairs = 10;

type FoundPair = {
  oldId: string;
  oldName: string;
  oldSerial: string | null;
  newId: string;
  newName: string;
  newSerial: string | null;
  buildingName: string;
};

/**
 * Doors that vanished, each with one that has appeared in the same building since and is alike: the same name, however
 * it is spelled, or the same serial number. A person decides; until then their histories stay apart.
 */
export async function findDoorPairs(session: Session, area: Area): Promise<DoorPair[]> {
  await requirePermission(session, 'door.read');
  const { rows } = await db().execute<FoundPair>(sql`
    select distinct on (o.id) o.id as "oldId", o.name as "oldName", o.serial_number as "oldSerial", n.id as "newId",
      n.name as "newName", n.serial_number as "newSerial", coalesce(b.name, 'Unknown building') as "buildingName"
    from door o
    join door n on n.building_id = o.building_id and n.gone_at is null
      and (n.sort_name = o.sort_name or n.serial_number = o.serial_number)
    join door_event e on e.door_id = n.id and e.name = 'door.appeared'
    left join building b on b.id = o.building_id
    where o.gone_at is not null and ${inScope(session, sql`o.building_id`)} and ${liesIn(area, sql`o.building_id`)}
      and not exists (select 1 from door_successor s where s.old_door_id = o.id or s.new_door_id = n.id)
    order by o.id, (n.serial_number = o.serial_number) desc nulls last, e.at desc
    limit ${shownPairs}`);
  return rows.map((row) => ({
    oldDoor: { id: row.oldId, name: row.oldName, serialNumber: row.oldSerial },
    newDoor: { id: row.newId, name: row.newName, serialNumber: row.newSerial },
    buildingName: row.buildingName,
  }));
}
