import { sql } from 'drizzle-orm';
import type { DoorState, OperationProgress } from '#lib/schemas/operation';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { currentSyncSettings } from '../sync/sync-settings.ts';
import { isToResend } from './to-resend.ts';

type Counted = Pick<OperationProgress, 'doorCount' | 'peopleCount' | 'counts' | 'failedCount' | 'secondsLeft'>;

/**
 * How the doors of an operation in scope stand, and how long what is left takes at its pace of the last half minute, or
 * as fast as the budget allows while there is none yet.
 */
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
    failedCount: counts.rejected + counts.cancelled === 0 ? 0 : await countFailed(session, operationId),
    secondsLeft: callsLeft === 0 ? null : Math.ceil(callsLeft / (await pace(operationId))),
  };
}

async function countFailed(session: Session, operationId: string): Promise<number> {
  const found = await db().execute<{ count: number }>(sql`
    select count(*)::int as count from operation_item i join operation_item_door d on d.item_id = i.id
    where d.operation_id = ${operationId} and ${inScope(session, sql`d.building_id`)}
      and ${isToResend(session, operationId)}`);
  return found.rows[0]?.count ?? 0;
}

/** So many answers say how fast it goes. */
const fewest = 5;

/** Calls a second. */
async function pace(operationId: string): Promise<number> {
  const { callsPerSecond } = await currentSyncSettings(db());
  const found = await db().execute<{ answers: number; seconds: number }>(sql`
    select count(distinct i.id)::int as answers,
      extract(epoch from least(interval '30 seconds', clock_timestamp() - min(i.sent_at)))::float as seconds
    from operation_item_door d join operation_item i on i.id = d.item_id
    where d.operation_id = ${operationId} and d.state in ('applied', 'rejected', 'needs_person')
      and d.settled_at > clock_timestamp() - interval '30 seconds' and i.sent_at is not null`);
  const { answers = 0, seconds = 0 } = found.rows[0] ?? {};
  return answers < fewest ? callsPerSecond : Math.min(callsPerSecond, answers / seconds);
}
