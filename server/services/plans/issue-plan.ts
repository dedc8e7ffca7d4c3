import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { contactKey } from '#lib/access-rules/contact-key';
import { Refusal } from '#lib/errors';
import { planDaysText } from '#lib/messages/plan-words';
import { lastDay } from '#lib/plans/check-plan';
import { issueFrom, plannedDays, turnOf } from '#lib/plans/plan-rule';
import { addDays, dayOf, dayWindow, type LocalDate } from '#lib/time/day';
import { addMs, dayMs, type Instant } from '#lib/time/instant';
import { appendAudit } from '#server/audit/append';
import type { Tx } from '#server/db/pool';
import { planCode } from '#server/db/schema/plans';
import { enqueue } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import type { NewItem } from '#server/operations/new-operation';
import { knownDailies } from '../accesses/known-dailies.ts';
import { idByContact } from '../people/find-recipient.ts';
import { type NewReason, writeReasons } from '../reasons/reason-rows.ts';
import { obstacleOf, type PlanDoor, readPlan, readPlanDoors, type StoredPlan } from './read-plan.ts';

type Turn = { door: PlanDoor; day: LocalDate; zone: string; turn: 'now' | 'missed'; obstacle: string | null };

/** A door without a zone has days all the same, so that what cannot be issued is said on its day. */
const zoneOf = (door: PlanDoor): string => door.timeZone ?? 'UTC';

/**
 * Gives every day of a plan whose turn has come its one row on each door: `issued` with the operation of its day,
 * `refused` where OpenKit would not take it, `missed` when the day is over. Nothing is ever issued for a day that has
 * passed, nor twice: the row is the key. One day is asked for at a time, because OpenKit could not tell two lost
 * answers apart: the next is left to the next turn, which throws Refusal `stale` while one is under way. `at` is the
 * domain's now.
 */
export async function issuePlan(tx: Tx, boss: PgBoss, planId: string, at: Instant): Promise<void> {
  const stored = await readPlan(tx, planId, 'skip');
  if (stored?.state !== 'active') return;
  const doors = await readPlanDoors(tx, planId);
  const personId = await idByContact(tx, stored.recipient);
  const open = await withoutTaken(tx, stored, turnsOf(stored, doors, at));
  const known = await withHeld(tx, personId, stored, open);
  const day = known.find(isIssuable)?.day;
  const turns = await takeTurns(
    tx,
    stored,
    known.filter((turn) => !isIssuable(turn) || turn.day === day),
    at,
  );
  const isMore = turns.length < known.length;
  await noteProgress(tx, stored, doors, { at, isMore });
  if (isMore) await enqueue(boss, tx, 'issue-codes', {}, { startAfterSeconds: nextDaySeconds });
  const issued = turns.filter(isIssuable);
  if (issued.length > 0) {
    const { operationId } = await createOperation(tx, boss, {
      kind: 'grant',
      staffId: stored.staffId,
      sessionId: null,
      intentId: randomUUID(),
      requestId: randomUUID(),
      items: itemsOf(stored, personId, issued, at),
    });
    // What was under way for this address when the days were looked at may have become a code since; nothing else can
    // now.
    const meanwhile = await withHeld(tx, await idByContact(tx, stored.recipient), stored, issued);
    if (!meanwhile.every(isIssuable)) throw new Refusal('stale');
    const holder = { personId, personKey: personId ?? contactKey(stored.recipient) ?? '' };
    await writeReasons(tx, [{ ...holder, add: reasonsOf(stored, issued) }], operationId);
    await tx.execute(sql`
      update plan_code set operation_id = ${operationId}
      where plan_id = ${planId} and day = ${day} and state = 'issued' and operation_id is null`);
  }
  await reportMissed(tx, stored, turns);
}

/** How long OpenKit usually takes for one code. */
const nextDaySeconds = 2;

const isIssuable = ({ turn, obstacle }: Turn): boolean => turn === 'now' && obstacle === null;

/** The days since the plan is at work that are to be asked for now, or can be no more, in order. */
function turnsOf(plan: StoredPlan, doors: PlanDoor[], at: Instant): Turn[] {
  return doors
    .flatMap((door) => {
      const zone = zoneOf(door);
      const since = dayOf(plan.activeSince, zone);
      const open = plan.settledThrough === null ? since : addDays(plan.settledThrough, 1);
      const days = plannedDays(plan, open, addDays(dayOf(at, zone), 1)).filter((day) => day >= since);
      return days.flatMap((day): Turn[] => {
        const turn = turnOf(day, zone, at);
        return turn === 'later' ? [] : [{ door, day, zone, turn, obstacle: obstacleOf(door) }];
      });
    })
    .toSorted((a, b) => a.day.localeCompare(b.day));
}

/** Leaves out the days that have their row, by this plan (for whoever it was for then) or another. */
async function withoutTaken(tx: Tx, plan: StoredPlan, turns: Turn[]): Promise<Turn[]> {
  if (turns.length === 0) return turns;
  const taken = await tx.execute<{ key: string }>(sql`
    select door_id || ' ' || day as key from plan_code
    where (technician_id = ${plan.technicianId} or plan_id = ${plan.id}) and day >= ${turns[0]?.day}
      and door_id = any(${sql.param(turns.map(({ door }) => door.id))}::uuid[])`);
  const keys = new Set(taken.rows.map(({ key }) => key));
  return turns.filter(({ door, day }) => !keys.has(`${door.id} ${day}`));
}

/** A code of the same day, given or one that nobody could settle yet: a second one could not be told from it. */
async function withHeld(tx: Tx, personId: string | null, { recipient }: StoredPlan, turns: Turn[]): Promise<Turn[]> {
  if (turns.length === 0) return turns;
  const doors = turns.map(({ door }) => door);
  const keys = await knownDailies(tx, { personId, recipient, doors, states: ['needs_person'] });
  return turns.map((turn) =>
    turn.turn === 'now' && keys.has(`${turn.door.id} ${turn.day}`) ? { ...turn, obstacle: 'daily_held' } : turn,
  );
}

/** Writes the rows; those that another plan has written in this moment are left out. */
async function takeTurns(tx: Tx, plan: StoredPlan, turns: Turn[], at: Instant): Promise<Turn[]> {
  if (turns.length === 0) return [];
  const taken = await tx
    .insert(planCode)
    .values(
      turns.map(({ door, day, turn, obstacle }) => ({
        technicianId: plan.technicianId,
        doorId: door.id,
        day,
        planId: plan.id,
        buildingId: door.buildingId,
        state: turn === 'missed' ? ('missed' as const) : obstacle === null ? ('issued' as const) : ('refused' as const),
        reason: turn === 'missed' ? 'plan_day_missed' : obstacle,
        at,
      })),
    )
    .onConflictDoNothing()
    .returning({ doorId: planCode.doorId, day: planCode.day });
  const keys = new Set(taken.map(({ doorId, day }) => `${doorId} ${day}`));
  return turns.filter(({ door, day }) => keys.has(`${door.id} ${day}`));
}

/** Up to yesterday everything has its row now. When to look again: at the next turn, and once a day in any case. */
async function noteProgress(
  tx: Tx,
  plan: StoredPlan,
  doors: PlanDoor[],
  { at, isMore }: { at: Instant; isMore: boolean },
): Promise<void> {
  const zones = [...new Set(doors.map(zoneOf))];
  const yesterday = zones.map((zone) => addDays(dayOf(at, zone), -1)).toSorted()[0] ?? dayOf(at, 'UTC');
  const settled = plan.settledThrough !== null && plan.settledThrough > yesterday ? plan.settledThrough : yesterday;
  const next = zones
    .flatMap((zone) => {
      const today = dayOf(at, zone);
      return plannedDays(plan, today, addDays(today, 3)).map((day) => issueFrom(day, zone));
    })
    .filter((from) => from > at)
    .toSorted()[0];
  const tomorrow = addMs(at, dayMs);
  const later = next !== undefined && next < tomorrow ? next : tomorrow;
  const dueAt = isMore ? at : later;
  const last = lastDay(plan);
  const state = last !== null && last <= settled ? 'ended' : 'active';
  await tx.execute(sql`
    update plan set settled_through = ${settled}, due_at = ${dueAt}, state = ${state} where id = ${plan.id}`);
}

/** One call for each zone: all its doors get their codes in one message. */
function itemsOf(plan: StoredPlan, personId: string | null, turns: Turn[], at: Instant): NewItem[] {
  return [...Map.groupBy(turns, ({ zone }) => zone).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { start } = dayWindow(first.day, first.zone);
    return [
      {
        action: 'grant' as const,
        personId,
        recipient: plan.recipient,
        terms: {
          passcodeType: 'DAILY' as const,
          start: start > at ? start : at,
          end: null,
          shareable: false,
          role: 'non_resident' as const,
          notify: plan.notify,
        },
        doors: group.map(({ door }) => ({ doorId: door.id, buildingId: door.buildingId })),
      },
    ];
  });
}

/** Why they are to have the codes of a day, where somebody asks. */
const reasonsOf = (plan: StoredPlan, issued: Turn[]): NewReason[] =>
  issued.map(({ door, day, zone }) => ({
    doorId: door.id,
    buildingId: door.buildingId,
    ...dayWindow(day, zone),
    shareable: false,
    role: 'non_resident',
    kind: 'job',
    isDaily: true,
    note: `Plan for ${plan.vendorName}: ${planDaysText(plan)}`,
  }));

/** One record a building and day: what was not issued is in the log as well. */
async function reportMissed(tx: Tx, plan: StoredPlan, turns: Turn[]): Promise<void> {
  const requestId = randomUUID();
  const failed = turns.filter(({ turn, obstacle }) => turn === 'missed' || obstacle !== null);
  const groups = Map.groupBy(failed, ({ door, day, turn }) => `${door.buildingId} ${day} ${turn}`);
  await appendAudit(
    tx,
    [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      return [
        {
          event: 'plan.miss' as const,
          phase: 'done' as const,
          actor: { kind: 'system' as const, name: 'plans' },
          object: { type: 'plan' as const, id: plan.id },
          buildingId: first.door.buildingId,
          requestId,
          details: {
            day: first.day,
            doorIds: group.map(({ door }) => door.id),
            reason: first.turn === 'missed' ? 'plan_day_missed' : first.obstacle,
          },
        },
      ];
    }),
  );
}
