import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { may } from '#lib/permissions';
import { plannedDays } from '#lib/plans/plan-rule';
import type { PlanCode, PlanView } from '#lib/schemas/plan';
import { addDays, dayOf, type LocalDate } from '#lib/time/day';
import { requirePermission } from '#server/auth/policy';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { idByContact } from '../people/find-recipient.ts';
import { codeOutcome, outcomeJoin } from './code-outcome.ts';
import { obstacleOf, readPlan, readPlanDoors, type StoredPlan } from './read-plan.ts';

const previewDays = 60;

/** A plan with its next 60 days and what became of those before. Throws Refusal `forbidden_or_missing`. */
export async function getPlan(session: Session, { planId }: { planId: string }): Promise<PlanView> {
  await requirePermission(session, 'plan.read');
  const stored = await readPlan(db(), planId, null);
  const all = stored ? await readPlanDoors(db(), planId) : [];
  const doors = all.filter(
    ({ buildingId }) => session.scope === 'all' || session.scope.buildingIds.includes(buildingId),
  );
  const [first] = doors;
  if (!stored || !first) throw new Refusal('forbidden_or_missing', { params: { reason: 'plan_gone' } });
  const at = await now();
  const [facts, log, sharesContactWith, person] = await Promise.all([
    factsOf(planId),
    logOf(session, planId),
    sharingContact(session, stored),
    personOf(session, stored),
  ]);
  const preview = stored.state === 'ended' ? [] : previewOf(stored, dayOf(at, first.timeZone ?? 'UTC'));
  const open = preview.find(({ day, isSkipped }) => !isSkipped && !log.some((code) => code.day === day));
  const { id, state, starts, until, notify, recipient } = stored;
  return {
    ...{ id, state, starts, until, notify, ...facts },
    weekdays: [...stored.weekdays],
    dates: [...stored.dates],
    exceptions: [...stored.exceptions],
    personName: `${recipient.firstName} ${recipient.lastName}`,
    email: recipient.email,
    phone: recipient.phone,
    person,
    sharesContactWith,
    mayManage: may(session.staff.role, 'plan.manage') && doors.length === all.length,
    doorCount: doors.length,
    doorName: first.name,
    buildingName: first.buildingName,
    problems: log.filter(({ outcome }) => ['missed', 'refused', 'needs_person'].includes(outcome)).length,
    nextDay: state === 'active' ? (open?.day ?? null) : null,
    doors: doors.map((door) => ({
      id: door.id,
      name: door.name,
      buildingName: door.buildingName,
      timeZone: door.timeZone,
      obstacle: obstacleOf(door),
    })),
    preview,
    log,
  };
}

/** The planned days, and among them those that were taken out. */
function previewOf(plan: StoredPlan, today: LocalDate): PlanView['preview'] {
  const all = plannedDays({ ...plan, exceptions: [] }, today, addDays(today, previewDays - 1));
  return all.map((day) => ({ day, isSkipped: plan.exceptions.includes(day) }));
}

async function factsOf(planId: string): Promise<{ vendorName: string; staffName: string }> {
  const found = await db().execute<{ vendorName: string; staffName: string }>(sql`
    select v.name as "vendorName", coalesce(s.name, 'Somebody who left') as "staffName"
    from plan p join technician t on t.id = p.technician_id join vendor v on v.id = t.vendor_id
    left join staff s on s.id = p.staff_id where p.id = ${planId}`);
  return found.rows[0] ?? { vendorName: '', staffName: '' };
}

async function logOf(session: Session, planId: string): Promise<PlanCode[]> {
  const found = await db().execute<PlanCode>(sql`
    select c.day, c.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName", ${codeOutcome} as outcome,
      coalesce(c.reason, od.reason) as reason, c.operation_id as "operationId"
    from plan_code c ${outcomeJoin} left join door d on d.id = c.door_id
    where c.plan_id = ${planId} and ${inScope(session, sql`c.building_id`)}
    order by c.day desc, d.sort_name limit 100`);
  return found.rows;
}

/** OpenKit sends codes of one address to one person: two people with it would get each other's. */
async function sharingContact(session: Session, { technicianId, recipient }: StoredPlan): Promise<string[]> {
  const found = await db().execute<{ name: string }>(sql`
    select first_name || ' ' || last_name as name from technician t
    where (phone = ${recipient.phone} or lower(email) = lower(${recipient.email})) and id <> ${technicianId} and exists (
      select 1 from plan p join plan_door pd on pd.plan_id = p.id
      where p.technician_id = t.id and ${inScope(session, sql`pd.building_id`)})
    order by sort_name limit 10`);
  return found.rows.map((row) => row.name);
}

/** Whom OpenKit takes the address for, if in scope; `isGone` when it had somebody there and lists them no more. */
async function personOf(session: Session, { id, recipient }: StoredPlan): Promise<PlanView['person']> {
  const known = await db().transaction((tx) => idByContact(tx, recipient));
  const who = known
    ? sql`select ${known}::uuid as id, false as "isGone"`
    : sql`select i.person_id as id, true as "isGone"
        from plan_code c join operation_item i on i.operation_id = c.operation_id
        where c.plan_id = ${id} and i.person_id is not null order by c.day desc limit 1`;
  const found = await db().execute<{ id: string; isGone: boolean }>(sql`
    select who.id, who."isGone" from (${who}) who where ${personInScope(session, sql`who.id`)}`);
  return found.rows[0] ?? null;
}
