import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ChangePlanInput } from '#lib/schemas/plan';
import type { Instant } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss, enqueue } from '#server/jobs/boss';
import { editPlan } from './edit-plan.ts';
import { type PlanDoor, readPlan, readPlanDoors, type StoredPlan } from './read-plan.ts';
import { personalOf } from './save-technician.ts';

/**
 * Pauses, goes on with, edits or ends a plan, or takes a single day out and back in. Codes that were issued stay: they
 * cannot be revoked. Whoever goes on with a plan lends it their rights. Throws Refusal `forbidden_or_missing` unless
 * every door of it is in scope, `stale` when it already is so, `invalid` for a day that already has its code.
 */
export async function changePlan(session: Session, input: ChangePlanInput): Promise<void> {
  await requirePermission(session, 'plan.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  await db().transaction(async (tx) => {
    await refuseForeign(tx, session, input.planId);
    const stored = await readPlan(tx, input.planId, 'wait');
    if (!stored) throw gone();
    const before = await readPlanDoors(tx, input.planId);
    if (input.change === 'skip' || input.change === 'unskip') await changeDay(tx, stored, input);
    else if (input.change === 'edit') await editPlan(tx, session, stored, input, at);
    else await changeState(tx, session, stored, input.change, at);
    await enqueue(jobs, tx, 'issue-codes', {});
    await recordChange(tx, session, input.planId, (doors) => recorded(input, stored, doors), before);
  });
}

/** Ends plans that go on; the caller has seen that every door of them is in scope. */
export async function endPlans(tx: Tx, session: Session, planIds: string[], at: Instant): Promise<void> {
  const plans: StoredPlan[] = [];
  // All are locked before the log is: whoever issues a code waits for the log with its plan locked.
  for (const planId of planIds) {
    const stored = await readPlan(tx, planId, 'wait');
    if (stored && stored.state !== 'ended') plans.push(stored);
  }
  for (const stored of plans) {
    await changeState(tx, session, stored, 'end', at);
    await recordChange(tx, session, stored.id, () => ({ details: { day: null, change: 'end' } }));
  }
}

async function refuseForeign(tx: Tx, session: Session, planId: string): Promise<void> {
  const found = await tx.execute<{ all: number; mine: number }>(sql`
    select count(*) as all, count(*) filter (where ${inScope(session, sql`building_id`)}) as mine
    from plan_door where plan_id = ${planId}`);
  const [doors] = found.rows;
  if (!doors || doors.all === 0 || doors.mine < doors.all) {
    throw gone();
  }
}

const gone = () => new Refusal('forbidden_or_missing', { params: { reason: 'plan_gone' } });

const allowedFrom = { pause: ['active'], resume: ['paused'], end: ['active', 'paused'] } as const;
const stateAfter = { pause: 'paused', resume: 'active', end: 'ended' } as const;

async function changeState(
  tx: Tx,
  session: Session,
  { id, state }: StoredPlan,
  change: keyof typeof stateAfter,
  at: Instant,
): Promise<void> {
  if (!allowedFrom[change].some((from) => from === state)) {
    throw new Refusal('stale', { params: { reason: 'plan_changed' } });
  }
  const wakes = sql`, staff_id = ${session.staff.id}, active_since = ${at}, due_at = ${at}`;
  await tx.execute(sql`
    update plan set state = ${stateAfter[change]} ${change === 'resume' ? wakes : sql``} where id = ${id}`);
}

async function changeDay(
  tx: Tx,
  { id, exceptions }: StoredPlan,
  { change, day }: Extract<ChangePlanInput, { day: string }>,
): Promise<void> {
  const issued = await tx.execute(sql`
    select 1 from plan_code where plan_id = ${id} and day = ${day} limit 1`);
  if (issued.rows.length > 0) {
    throw new Refusal('invalid', { field: 'day', params: { reason: 'plan_code_issued' } });
  }
  const others = exceptions.filter((one) => one !== day);
  const next = change === 'skip' ? [...others, day].toSorted() : others;
  await tx.execute(sql`
    update plan set exceptions = ${sql.param(next)}::text[], due_at = least(due_at, active_since) where id = ${id}`);
}

type Recorded = Pick<AuditInput, 'details' | 'personal'>;
/** Ids of the doors a plan had and has in one building. */
type DoorsThere = { before: string[]; after: string[] };

/** One entry for each building it has, or had a door in `before`; each holds what that building's readers may know. */
export async function recordChange(
  tx: Tx,
  session: Session,
  planId: string,
  what: (there: DoorsThere) => Recorded,
  before: PlanDoor[] = [],
): Promise<void> {
  const after = await readPlanDoors(tx, planId);
  await appendAudit(
    tx,
    [...new Set([...before, ...after].map((door) => door.buildingId))].map((buildingId) => ({
      event: 'plan.change',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'plan', id: planId },
      buildingId,
      requestId: session.requestId,
      ...what({ before: idsIn(buildingId, before), after: idsIn(buildingId, after) }),
    })),
  );
}

const idsIn = (buildingId: string, doors: readonly PlanDoor[]): string[] =>
  doors.filter((door) => door.buildingId === buildingId).map(({ id }) => id);

function recorded(input: ChangePlanInput, stored: StoredPlan, { before, after }: DoorsThere): Recorded {
  if (input.change !== 'edit') {
    const { planId: _, ...details } = input;
    return { details: { day: null, ...details } };
  }
  return {
    details: {
      day: null,
      change: input.change,
      // What it was taken from as well: whoever may know that door alone is told.
      doorIds: [...new Set([...before, ...after])].toSorted(),
      before: rulesOf({ ...stored, doorIds: before }),
      after: rulesOf({ ...input, doorIds: after }),
    },
    personal: personalOf(input),
  };
}

type Rules = Pick<StoredPlan, 'weekdays' | 'dates' | 'until' | 'exceptions' | 'notify'> & { doorIds: string[] };

const rulesOf = ({ doorIds, weekdays, dates, until, exceptions, notify }: Rules) => ({
  doorIds: doorIds.toSorted(),
  weekdays: [...weekdays],
  dates: [...dates],
  until,
  exceptions: [...exceptions],
  notify,
});
