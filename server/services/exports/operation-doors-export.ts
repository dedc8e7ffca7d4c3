import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { reasonSentence } from '#lib/messages/message-for';
import { doorStateNames } from '#lib/messages/operation-words';
import type { OperationDoor } from '#lib/schemas/operation';
import { uuid } from '#lib/schemas/uuid';
import { inScope } from '#server/auth/scope';
import { inState, operationDoorsFilter } from '../operations/list-operation-doors.ts';
import { operationDoorColumns, operationDoorTables } from '../operations/operation-doors.ts';
import { exportedList } from './exported-list.ts';
import { filtersOf } from './found-ids.ts';

const filter = z.strictObject({ ...operationDoorsFilter, id: z.union([z.literal(''), uuid]).default('') });

/** The report of an operation, or of all: each door in scope, what became of it and why. Exported by filter alone. */
export const operationDoorsExport = exportedList<OperationDoor & { id: string }>({
  permission: 'operation.read',
  found: async (session, selection) => {
    const { id, show } = filtersOf(selection, filter);
    return sql`
      select i.id || ':' || od.door_id as id from operation_item_door od join operation_item i on i.id = od.item_id
      join operation o on o.id = od.operation_id
      where ${id ? sql`od.operation_id = ${id}` : sql`true`} and ${inScope(session, sql`od.building_id`)}
        and ${inState(show)}
      order by o.created_at, o.id, i.position, od.door_id`;
  },
  read: async (tx, session, ids) => {
    const found = await tx.execute<OperationDoor & { id: string }>(sql`
      select wanted.id, ${operationDoorColumns}
      from unnest(${sql.param(ids)}::text[]) with ordinality as wanted(id, place)
      join (${operationDoorTables}) on od.item_id = split_part(wanted.id, ':', 1)::uuid
        and od.door_id = split_part(wanted.id, ':', 2)::uuid
      where ${inScope(session, sql`od.building_id`)} order by wanted.place`);
    return found.rows;
  },
  columns: {
    personName: [{ head: 'Person', cell: ({ personName }) => personName }],
    door: [
      { head: 'Door', cell: ({ doorName }) => doorName },
      { head: 'Building', cell: ({ buildingName }) => buildingName },
      { head: 'Call', cell: ({ action }) => action },
      { head: 'Told by Latch', cell: ({ tells }) => (tells ? 'with this call' : null) },
    ],
    state: [
      { head: 'State', cell: ({ state }) => doorStateNames[state] },
      { head: 'Reason', cell: ({ reason }) => reason && reasonSentence(reason) },
    ],
  },
});
