import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { fullName } from '#lib/names';
import { may } from '#lib/permissions';
import { plannedDays } from '#lib/plans/plan-rule';
import { worstOf } from '#lib/plans/worst-outcome';
import type { CodeOutcome, PlanView } from '#lib/schemas/plan';
import { addDays, dayOf, type LocalDate } from '#lib/time/day';
import { requirePermission } from '#server/auth/policy';
import { holdsBuilding, inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { idByContact } from '../people/find-recipient.ts';
import { codeOutcome, outcomeJoin } from './code-outcome.ts';
import { namesAtContact } from './contact-sharers.ts';
import { obstacleOf, readPlan, readPlanDoors, type StoredPlan } from './read-plan.ts';

const previewDays = 60;

/** A plan with its next 60 days; `listPlanLog` has those before. Throws Refusal `forbidden_or_missing`. */
export async function getPlan(session: Session, { planId }: { planId: string }): Promise<PlanView> {
  await requirePermission(session, 'plan.read');
  const stored = await readPlan(db(), planId, null);
  const all = stored ? await readPlanDoors(db(), planId) : [];
  const doors = all.filter(({ buildingId }) => holdsBuilding(session, buildingId));
  const [first] = doors;
  if (!stored || !first) throw new Refusal('forbidden_or_missing', { params: { reason: 'plan_gone' } });
  const at = await now();
  const { id, state, starts, until, notify, recipient } = stored;
  const today = dayOf(at, first.timeZone ?? 'UTC');
  const [facts, outcomes, sharesContactWith, person] = await Promise.all([
    factsOf(planId),
    outcomesFrom(session, planId, today),
    namesAtContact(session, recipient, sql`t.id <> ${stored.technicianId}`),
    personOf(session, stored),
  ]);
  const preview = stored.state === 'ended' ? [] : previewOf(stored, today, outcomes);
  const open = preview.find(({ isSkipped, outcome }) => !isSkipped && outcome === null);
  return {
    ...{ id, state, starts, until, notify, ...facts },
    weekdays: [...stored.weekdays],
    dates: [...stored.dates],
    exceptions: [...stored.exceptions],
    personName: fullName(recipient),
    firstName: recipient.firstName,
    lastName: recipient.lastName,
    email: recipient.email,
    phone: recipient.phone,
    person,
    sharesContactWith,
    mayManage: may(session.staff.role, 'plan.manage') && doors.length === all.length,
    doorCount: doors.length,
    doorName: first.name,
    buildingName: first.buildingName,
    nextDay: state === 'active' ? (open?.day ?? null) : null,
    doors: doors.map((door) => ({
      id: door.id,
      name: door.name,
      buildingName: door.buildingName,
      timeZone: door.timeZone,
      obstacle: obstacleOf(door),
    })),
    preview,
  };
}

/** The planned days, and among them those that were taken out. */
function previewOf(plan: StoredPlan, today: LocalDate, outcomes: Map<LocalDate, CodeOutcome>): PlanView['preview'] {
  const all = plannedDays({ ...plan, exceptions: [] }, today, addDays(today, previewDays - 1));
  return all.map((day) => ({ day, isSkipped: plan.exceptions.includes(day), outcome: outcomes.get(day) ?? null }));
}

async function factsOf(planId: string): Promise<{ vendorName: string; staffName: string }> {
  const found = await db().execute<{ vendorName: string; staffName: string }>(sql`
    select v.name as "vendorName", coalesce(s.name, 'Somebody who left') as "staffName"
    from plan p join technician t on t.id = p.technician_id join vendor v on v.id = t.vendor_id
    left join staff s on s.id = p.staff_id where p.id = ${planId}`);
  return found.rows[0] ?? { vendorName: '', staffName: '' };
}

/** What became of the days from `today` on, of several doors what went worst. */
async function outcomesFrom(session: Session, planId: string, today: LocalDate): Promise<Map<LocalDate, CodeOutcome>> {
  const found = await db().execute<{ day: LocalDate; outcome: CodeOutcome }>(sql`
    select c.day, ${codeOutcome} as outcome from plan_code c ${outcomeJoin}
    where c.plan_id = ${planId} and c.day >= ${today} and ${inScope(session, sql`c.building_id`)}`);
  return new Map([...Map.groupBy(found.rows, ({ day }) => day)].map(([day, codes]) => [day, worstOf(codes)]));
}

/** Whom OpenKit takes the address for, if in scope; `isGone` when it had somebody there and lists them no more. */
async function personOf(session: Session, { id, technicianId, recipient }: StoredPlan): Promise<PlanView['person']> {
  const known = await db().transaction((tx) => idByContact(tx, recipient));
  const who = known
    ? sql`select ${known}::uuid as id, false as "isGone"`
    : sql`select i.person_id as id, true as "isGone"
        from plan_code c join operation_item i on i.operation_id = c.operation_id
        where c.plan_id = ${id} and c.technician_id = ${technicianId} and i.person_id is not null order by c.day desc limit 1`;
  const found = await db().execute<{ id: string; isGone: boolean }>(sql`
    select who.id, who."isGone" from (${who}) who where ${personInScope(session, sql`who.id`)}`);
  return found.rows[0] ?? null;
}
