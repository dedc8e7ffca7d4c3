import { and, eq, isNull, ne } from 'drizzle-orm';
import { dropLinks } from '#server/auth/one-time-link';
import { endSessionsOf } from '#server/auth/sessions';
import type { Tx } from '#server/db/pool';
import { plan } from '#server/db/schema/plans';
import { task } from '#server/db/schema/units';

/**
 * Ends sessions and links of somebody whose time here is over, frees the open tasks they had taken, and lets `heirId`
 * go on with their plans. Resolves to the ids.
 */
export async function handOver(tx: Tx, staffId: string, heirId: string) {
  await dropLinks(tx, staffId);
  const sessions = await endSessionsOf(tx, staffId);
  const tasks = await tx
    .update(task)
    .set({ assigneeId: null })
    .where(and(eq(task.assigneeId, staffId), isNull(task.doneAt)))
    .returning({ id: task.id });
  const plans = await tx
    .update(plan)
    .set({ staffId: heirId })
    .where(and(eq(plan.staffId, staffId), ne(plan.state, 'ended')))
    .returning({ id: plan.id });
  return { sessions, tasks: tasks.map(({ id }) => id), plans: plans.map(({ id }) => id) };
}
