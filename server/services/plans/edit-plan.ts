import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { lastDay } from '#lib/plans/check-plan';
import type { EditPlanInput } from '#lib/schemas/plan';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { planDoor } from '#server/db/schema/plans';
import { findDoors } from '../doors/find-doors.ts';
import { distinct } from './create-plan.ts';
import type { StoredPlan } from './read-plan.ts';
import { refuseBroken } from './refuse-broken.ts';
import { recipientTyped, saveTechnician } from './save-technician.ts';

/**
 * Gives a plan other doors, days or another recipient from now on. Codes that were issued stay as they are, with whom
 * they went to, and days that went by are not made up for. Whoever edits lends it their rights, because its doors may
 * be others now. Throws what `createPlan` throws, and Refusal `stale` for a plan that has ended.
 */
export async function editPlan(
  tx: Tx,
  session: Session,
  stored: StoredPlan,
  input: EditPlanInput,
  at: Instant,
): Promise<void> {
  await requirePermission(session, 'access.grant');
  if (stored.state === 'ended') throw new Refusal('stale', { params: { reason: 'plan_changed' } });
  const doors = await findDoors(tx, session, input.doorIds);
  const { id, starts } = stored;
  const recipient = recipientTyped(input);
  const rule = {
    weekdays: [...new Set(input.weekdays)].toSorted((a, b) => a - b),
    dates: distinct(input.dates),
    starts,
    until: input.until,
    exceptions: distinct(input.exceptions),
  };
  refuseBroken(rule, { recipient, doors, notify: input.notify }, at);
  const technicianId = await saveTechnician(tx, input.company, recipient);
  await tx.execute(sql`
    update plan set technician_id = ${technicianId}, weekdays = ${sql.param(rule.weekdays)}::smallint[], dates = ${sql.param(rule.dates)}::text[],
      until = ${lastDay(rule)}, exceptions = ${sql.param(rule.exceptions)}::text[], notify = ${input.notify},
      staff_id = ${session.staff.id}, due_at = least(due_at, ${at}::timestamptz)
    where id = ${id}`);
  await tx.execute(sql`delete from plan_door where plan_id = ${id}`);
  await tx.insert(planDoor).values(doors.map((door) => ({ planId: id, doorId: door.id, buildingId: door.buildingId })));
}
