import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { may, roles } from '#lib/permissions';
import type { Colleague } from '#lib/schemas/task';
import { requirePermission } from '#server/auth/policy';
import { isEmployed } from '#server/auth/rights';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

/** Condition on `staff`: they may finish tasks in this building. */
export const mayFinishIn = (buildingId: string): SQL => sql`(
  ${isEmployed} and staff.role = any(${sql.param(roles.filter((role) => may(role, 'task.manage')))}::text[])
  and (staff.role = 'owner' or exists (
    select 1 from staff_scope held where held.staff_id = staff.id and (held.building_id = ${buildingId}
      or held.portfolio_id = (select portfolio_id from building where id = ${buildingId})))))`;

/** Whom a task in scope can be handed to, by name. Throws Refusal `forbidden_or_missing`. */
export async function listColleagues(session: Session, taskId: string): Promise<Colleague[]> {
  await requirePermission(session, 'task.manage');
  const tasks = await db().execute<{ buildingId: string }>(sql`
    select building_id as "buildingId" from task where id = ${taskId} and ${inScope(session, sql`building_id`)}`);
  const [task] = tasks.rows;
  if (!task) throw new Refusal('forbidden_or_missing', { params: { reason: 'task_gone' } });
  const found = await db().execute<Colleague>(sql`
    select id, name from staff where id <> ${session.staff.id} and ${mayFinishIn(task.buildingId)}
    order by lower(name), id`);
  return found.rows;
}
