import { type SQL, sql } from 'drizzle-orm';
import { recipientName } from '#server/db/names';

/**
 * The columns of an `OperationDoor`; reads `od` (operation_item_door), `i` (operation_item), `d` (door), `b`
 * (building).
 */
export const operationDoorColumns: SQL = sql`
  i.id as "itemId", i.person_id as "personId",
  ${recipientName(sql`i.recipient`)} as "personName",
  od.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
  coalesce(b.name, 'Unknown building') as "buildingName", b.time_zone as "timeZone", i.action, od.state, od.reason,
  i.action = 'grant' and (i.terms->>'notify')::boolean and od.state not in ('rejected', 'cancelled') as tells,
  case when od.found is not null then json_build_object('expected', i.expected, 'found', od.found,
    'wanted', json_build_object('end', i.terms->'end', 'shareable', i.terms->'shareable')) end as conflict`;

/** The tables those are read from. */
export const operationDoorTables: SQL = sql`
  operation_item_door od join operation_item i on i.id = od.item_id
  left join door d on d.id = od.door_id left join building b on b.id = od.building_id`;
