import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import { lastDay } from '#lib/plans/check-plan';
import type { CreatePlanInput } from '#lib/schemas/plan';
import type { LocalDate } from '#lib/time/day';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { plan, planDoor, technician } from '#server/db/schema/plans';
import { boss, enqueue } from '#server/jobs/boss';
import { type FoundDoor, findDoors } from '../doors/find-doors.ts';
import { refuseBroken } from './refuse-broken.ts';

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
    const recipient = recipientOf(input);
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

const recipientOf = ({ firstName, lastName, email, phone }: CreatePlanInput): Recipient => ({
  firstName,
  lastName,
  email: email || null,
  phone: phone ? (normalisePhone(phone) ?? phone) : null,
});

/**
 * Companies are known by name, their people by name and the address their codes go to. The same address under another
 * name is another person: who else has it may be none of this viewer's business.
 */
async function saveTechnician(tx: Tx, company: string, recipient: Recipient): Promise<string> {
  // Writing the name it has makes others wait, so that nobody is made twice.
  const saved = await tx.execute<{ id: string }>(sql`
    insert into vendor (name) values (${company})
    on conflict (sort_name) do update set name = vendor.name returning id`);
  const vendorId = saved.rows[0]?.id ?? '';
  const { firstName, lastName, email, phone } = recipient;
  const known = await tx.execute<{ id: string }>(sql`
    select id from technician where vendor_id = ${vendorId}
      and first_name = ${firstName} and last_name = ${lastName}
      and lower(email) is not distinct from lower(${email}::text) and phone is not distinct from ${phone}::text`);
  if (known.rows[0]) return known.rows[0].id;
  const id = randomUUID();
  await tx.insert(technician).values({ id, vendorId, firstName, lastName, email, phone });
  return id;
}

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
  { weekdays, dates, starts, until, exceptions, firstName, lastName, email, phone, company }: CreatePlanInput,
): Promise<void> {
  const byBuilding = Map.groupBy(doors, (door) => door.buildingId);
  await appendAudit(
    tx,
    [...byBuilding].map(([buildingId, group]) => ({
      event: 'plan.create',
      phase: 'done',
      actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
      object: { type: 'plan', id: planId },
      buildingId,
      requestId: session.requestId,
      details: { doorIds: group.map((door) => door.id), weekdays, dates, starts, until, exceptions },
      personal: { name: `${firstName} ${lastName}`, company, ...(email && { email }), ...(phone && { phone }) },
    })),
  );
}
