import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { OperationDoor, OperationView } from '#lib/schemas/operation';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { operationDoorColumns, operationDoorTables } from './operation-doors.ts';
import { readProgress } from './read-progress.ts';
import { isWholeThere, standsThere } from './state-there.ts';
import { leavingBy, peopleIn } from './who-it-is-about.ts';

/** So many doors of an operation are told with it; the rest is a list of its own. */
const doorsTold = 100;

type Head = Pick<OperationView, 'id' | 'kind' | 'state' | 'staffName' | 'createdAt' | 'finishedAt' | 'requestId'> & {
  /** Whether any of it is, in scope or beyond: until it is over nothing of it is sent again. */
  isUnderWay: boolean;
  isPaused: boolean;
  isWhole: boolean;
  retryOf: string | null;
  retriedBy: string | null;
};

/**
 * An operation, cut to the doors in scope: how far it is, and its first doors. Throws Refusal `forbidden_or_missing`
 * when none of its doors is.
 */
export async function getOperation(session: Session, operationId: string): Promise<OperationView> {
  await requirePermission(session, 'operation.read');
  const there = standsThere(session);
  const heads = await db().execute<Head>(sql`
    select o.id, o.kind, ${there.state} as state, o.state = 'active' as "isUnderWay", s.name as "staffName",
      o.created_at as "createdAt", ${there.finishedAt} as "finishedAt",
      o.request_id as "requestId", o.paused_at is not null as "isPaused", ${isWholeThere(session)} as "isWhole",
      o.retry_of as "retryOf",
      (select r.id from operation r where r.retry_of = o.id and exists (
        select 1 from operation_item_door d where d.operation_id = r.id and ${inScope(session, sql`d.building_id`)})
        order by r.created_at desc limit 1) as "retriedBy"
    from operation o join staff s on s.id = o.staff_id where o.id = ${operationId}`);
  const [found] = heads.rows;
  if (!found) throw new Refusal('forbidden_or_missing');
  const { isUnderWay, isPaused, isWhole, retryOf, retriedBy, ...head } = found;
  // After the head: an operation read as finished then never shows a door still open.
  const progress = await readProgress(session, operationId);
  const doors = await db().execute<OperationDoor>(sql`
    select ${operationDoorColumns} from ${operationDoorTables}
    where od.operation_id = ${operationId} and ${inScope(session, sql`od.building_id`)}
    order by i.position, "doorName", od.door_id limit ${doorsTold}`);
  if (doors.rows.length === 0) throw new Refusal('forbidden_or_missing');
  const leaving = await readLeaving(session, operationId);
  const peopleCount = peopleIn(head.kind, progress.peopleCount, leaving.length);
  const secondsLeft = isPaused || head.state !== 'active' ? null : progress.secondsLeft;
  const failedCount = isUnderWay && head.state !== 'active' ? 0 : progress.failedCount;
  return {
    ...head,
    progress: { ...progress, peopleCount, failedCount, isPaused, isWhole, secondsLeft, retryOf, retriedBy },
    leaving,
    people: peopleOf(doors.rows),
    doors: doors.rows,
  };
}

async function readLeaving(session: Session, operationId: string): Promise<OperationView['leaving']> {
  const found = await db().execute<OperationView['leaving'][number]>(sql`
    select id, name from (${leavingBy(session, sql`${operationId}::uuid`)}) leaving order by name, id`);
  return found.rows;
}

function peopleOf(doors: OperationView['doors']): OperationView['people'] {
  const people = doors.map(({ personId, personName }) => ({ id: personId, name: personName }));
  return [...new Map(people.map((person) => [`${person.id}|${person.name}`, person])).values()];
}
