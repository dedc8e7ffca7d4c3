import { sql } from 'drizzle-orm';
import { lastDay } from '#lib/plans/check-plan';
import type { CreatePlanInput } from '#lib/schemas/plan';
import type { LocalDate } from '#lib/time/day';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { plan, planDoor } from '#server/db/schema/plans';
import { boss, enqueue } from '#server/jobs/boss';
import { type FoundDoor, findDoors } from '../doors/find-doors.ts';
import { refuseBroken } from './refuse-broken.ts';
import { personalOf, recipientTyped, saveTechnician } from './save-technician.ts';

/**
 * Makes a plan of recurring codes; the worker issues them day by day under this staff member's rights. The same intent
 * again is the same plan. Throws Refusal `forbidden_or_missing` for a door out of scope, `invalid` with field and rule.
 */
export async function createPlan(session: Session, input: CreatePlanInput): Promise<{ planId: string }> {
  await requirePermission(session, 'plan.manage');
  await requirePermission(session, 'access.grant');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const doors = await findDoors(tx, session, input.doorIds);
    const recipient = recipientTyped(input);
    refuseBroken(input, { recipient, doors, notify: input.notify }, at);
    const technicianId = await saveTechnician(tx, input.company, recipient);
    const [made] = await tx
      .insert(plan)
      .values({
        technicianId,
        weekdays: [...new Set(input.weekdays)].toSorted((a, b) => a - b),
        dates: distinct(input.dates),
        starts: input.starts,
        until: lastDay(input),
        exceptions: distinct(input.exceptions),
        notify: input.notify,
        state: 'active',
        staffId: session.staff.id,
        intentId: input.intentId,
        createdAt: sql`clock_timestamp()`,
        activeSince: at,
        dueAt: at,
      })
      .onConflictDoNothing({ target: [plan.staffId, plan.intentId] })
      .returning({ id: plan.id });
    if (!made) return { planId: await existing(tx, session, input.intentId) };
    await tx
      .insert(planDoor)
      .values(doors.map((door) => ({ planId: made.id, doorId: door.id, buildingId: door.buildingId })));
    await enqueue(jobs, tx, 'issue-codes', {});
    await recordPlan(tx, session, made.id, doors, input);
    return { planId: made.id };
  });
}

export const distinct = (days: readonly LocalDate[]): LocalDate[] => [...new Set(days)].toSorted();

async function existing(tx: Tx, session: Session, intentId: string): Promise<string> {
  const found = await tx.execute<{ id: string }>(sql`
    select id from plan where staff_id = ${session.staff.id} and intent_id = ${intentId}`);
  const id = found.rows[0]?.id;
  if (!id) throw new Error('The plan of this intent is neither new nor known.');
  return id;
}

async function recordPlan(
  tx: Tx,
  session: Session,
  planId: string,
  doors: FoundDoor[],
  { weekdays, dates, starts, until, exceptions, ...typed }: CreatePlanInput,
): Promise<void> {
  const byBuilding = Map.groupBy(doors, (door) => door.buildingId);
  await appendAudit(
    tx,
    [...byBuilding].map(([buildingId, group]) => ({
      event: 'plan.create',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'plan', id: planId },
      buildingId,
      requestId: session.requestId,
      details: { doorIds: group.map((door) => door.id), weekdays, dates, starts, until, exceptions },
      personal: personalOf(typed),
    })),
  );
}
