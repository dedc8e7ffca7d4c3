import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { EventPhase } from '#lib/events';
import type { DoorState } from '#lib/schemas/operation';
import type { DecideDoorInput } from '#lib/schemas/operation-control';
import type { Instant } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss, enqueue } from '#server/jobs/boss';
import { laneJob } from '#server/jobs/queues';
import { readClaimed } from '#server/operations/claim-item';
import { dropReasons } from '#server/operations/drop-reasons';
import { operationState } from '#server/operations/finish-operation';
import { followChange } from '#server/operations/follow-change';
import { verdicts } from '#server/operations/item-result';
import { lockLeases } from '#server/operations/lock-leases';
import { eventOf, type NewItem } from '#server/operations/new-operation';
import { lockWithGuests } from '../people/lock-people.ts';
import { lockManageable } from './manageable.ts';
import { queuedLanes } from './queued-lanes.ts';

type Outcome = { state: DoorState; reason: string | null; phase: EventPhase };
const outcomes: Record<DecideDoorInput['decision'], Outcome> = {
  there: { state: 'applied', reason: 'said_there', phase: 'applied' },
  not_there: { state: 'rejected', reason: 'said_not_there', phase: 'rejected' },
  keep: { state: 'cancelled', reason: 'kept_as_found', phase: 'cancelled' },
  overwrite: { state: 'queued', reason: null, phase: 'intent' },
};

/**
 * Settles by a person's word what the machine could not, recorded under their name. `there` and `not_there` are about a
 * lost answer; `keep` and `overwrite` about an access that was changed meanwhile, and `overwrite` sends the change
 * after all. What waited for it goes on, or is told why it does not. Throws Refusal `stale` when the door no longer
 * waits for a decision of this kind.
 */
export async function decideDoor(session: Session, input: DecideDoorInput): Promise<void> {
  await requirePermission(session, 'operation.manage');
  const { operationId, itemId, doorId, decision } = input;
  const jobs = await boss();
  await db().transaction(async (tx) => {
    await lockManageable(tx, session, operationId);
    const waiting = await findWaiting(tx, session, input);
    const { state, reason, phase } = outcomes[decision];
    await tx.execute(sql`
      update operation_item_door set state = ${state}, reason = ${reason}, found = null, stopped_at = null,
        settled_at = ${state === 'queued' ? null : sql`clock_timestamp()`}
      where item_id = ${itemId} and door_id = ${doorId}`);
    const records = decision === 'there' ? await followWord(tx, input, await now()) : [];
    if (decision === 'overwrite') {
      await tx.execute(sql`
        update operation_item set state = 'queued', expected = ${JSON.stringify(waiting.found)}::jsonb,
          due_at = now() where id = ${itemId}`);
    }
    await tx.execute(sql`update operation o set state = ${operationState} where o.id = ${operationId}`);
    // It, and what waited for it.
    for (const lane of await queuedLanes(tx, operationId)) await enqueue(jobs, tx, laneJob[lane], { operationId });
    const decided: AuditInput = {
      event: eventOf[waiting.action],
      phase,
      actor: staffActor(session),
      object: waiting.personId ? { type: 'person', id: waiting.personId } : { type: 'operation', id: operationId },
      buildingId: waiting.buildingId ?? undefined,
      operationId,
      requestId: session.requestId,
      details: { ...(phase === 'intent' ? { doorIds: [doorId] } : { doorId }), callId: itemId, decision, reason },
    };
    await appendAudit(tx, [decided, ...records]);
  });
}

/** Reasons and leases follow what a person found done as they follow what OpenKit confirmed. */
async function followWord(tx: Tx, { itemId, doorId }: DecideDoorInput, at: Instant): Promise<AuditInput[]> {
  const item = await readClaimed(tx, itemId);
  // Nothing follows a grant, and whoever holds their leases may wait for its other doors.
  if (item.personId && item.action !== 'grant') {
    await lockLeases(tx, item.personId, item.operationId);
    await lockWithGuests(tx, [item.personId]);
  }
  const found = verdicts([doorId], 'applied', outcomes.there.reason);
  await dropReasons(tx, item, found, at);
  return followChange(tx, item, found, at);
}

type Waiting = {
  action: NewItem['action'];
  personId: string | null;
  buildingId: string | null;
  found: unknown;
};

async function findWaiting(tx: Tx, session: Session, input: DecideDoorInput): Promise<Waiting> {
  const { operationId, itemId, doorId, decision } = input;
  const found = await tx.execute<Waiting & { state: DoorState }>(sql`
    select i.action, i.person_id as "personId", od.building_id as "buildingId", od.found, od.state
    from operation_item_door od join operation_item i on i.id = od.item_id
    where od.item_id = ${itemId} and od.door_id = ${doorId} and od.operation_id = ${operationId}
      and ${inScope(session, sql`od.building_id`)}
    for update of od, i`);
  const [row] = found.rows;
  if (!row) throw new Refusal('forbidden_or_missing');
  const isConflict = row.found !== null;
  const isAboutConflict = decision === 'keep' || decision === 'overwrite';
  if (row.state !== 'needs_person' || isConflict !== isAboutConflict) {
    throw new Refusal('stale', { params: { reason: 'decided_already' } });
  }
  return row;
}
