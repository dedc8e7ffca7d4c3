import { sql } from 'drizzle-orm';
import type { DoorState, OperationProgress } from '#lib/schemas/operation';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';

type Counted = Pick<OperationProgress, 'doorCount' | 'peopleCount' | 'counts' | 'secondsLeft'>;

/** How the doors of an operation in scope stand, and how long what is left takes at the rate OpenKit is called. */
export async function readProgress(session: Session, operationId: string): Promise<Counted> {
  const found = await db().execute<{ state: DoorState; doors: number; calls: number }>(sql`
    select od.state, count(*)::int as doors, count(distinct od.item_id)::int as calls
    from operation_item_door od
    where od.operation_id = ${operationId} and ${inScope(session, sql`od.building_id`)}
    group by od.state`);
  const people = await db().execute<{ count: number }>(sql`
    select count(distinct i.person_key)::int as count
    from operation_item i join operation_item_door od on od.item_id = i.id
    where i.operation_id = ${operationId} and ${inScope(session, sql`od.building_id`)}`);
  const counts = { queued: 0, sending: 0, unknown: 0, applied: 0, rejected: 0, needs_person: 0, cancelled: 0 };
  for (const { state, doors } of found.rows) counts[state] = doors;
  const callsLeft = found.rows.reduce((sum, row) => sum + (row.state === 'queued' ? row.calls : 0), 0);
  return {
    doorCount: found.rows.reduce((sum, row) => sum + row.doors, 0),
    peopleCount: people.rows[0]?.count ?? 0,
    counts,
    secondsLeft: callsLeft === 0 ? null : Math.ceil(callsLeft / settings().openkit.callsPerSecond),
  };
}
