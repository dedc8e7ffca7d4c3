import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { OperationView } from '#lib/schemas/operation';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

type Head = Pick<OperationView, 'id' | 'kind' | 'state' | 'staffName' | 'createdAt' | 'finishedAt' | 'requestId'>;

/** An operation, cut to the doors in scope. Throws Refusal `forbidden_or_missing` when none of its doors is. */
export async function getOperation(session: Session, operationId: string): Promise<OperationView> {
  await requirePermission(session, 'operation.read');
  const heads = await db().execute<Head>(sql`
      select o.id, o.kind, o.state, s.name as "staffName", o.created_at as "createdAt", o.finished_at as "finishedAt",
        o.request_id as "requestId"
      from operation o join staff s on s.id = o.staff_id where o.id = ${operationId}`);
  // After the head: an operation read as finished then never shows a door still open.
  const doors = await db().execute<OperationView['doors'][number]>(sql`
      select i.person_id as "personId", (i.recipient->>'firstName') || ' ' || (i.recipient->>'lastName') as "personName",
        od.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
        coalesce(b.name, 'Unknown building') as "buildingName", i.action, od.state, od.reason
      from operation_item_door od join operation_item i on i.id = od.item_id
      left join door d on d.id = od.door_id left join building b on b.id = od.building_id
      where od.operation_id = ${operationId} and ${inScope(session, sql`od.building_id`)}
      order by i.position, "doorName", od.door_id`);
  const head = heads.rows[0];
  if (!head || doors.rows.length === 0) throw new Refusal('forbidden_or_missing');
  return { ...head, people: peopleOf(doors.rows), doors: doors.rows };
}

function peopleOf(doors: OperationView['doors']): OperationView['people'] {
  const people = doors.map(({ personId, personName }) => ({ id: personId, name: personName }));
  return [...new Map(people.map((person) => [`${person.id}|${person.name}`, person])).values()];
}
