import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import { type NewTask, task } from '#server/db/schema/units';

/** Notes what a person has to finish outside OpenKit. */
export async function addTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await tx.insert(task).values(tasks.map((one) => ({ ...one, createdAt: sql`clock_timestamp()` })));
}
