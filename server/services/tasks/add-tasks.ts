import { sql } from 'drizzle-orm';
import type { TaskKind } from '#lib/units/kinds';
import type { Tx } from '#server/db/pool';
import { task } from '#server/db/schema/units';

export type NewTask = {
  kind: TaskKind;
  buildingId: string;
  unitId: string | null;
  personId: string | null;
  /** As typed, while nobody knows the person. */
  personName: string | null;
  doorId: string | null;
  operationId: string | null;
};

/** Notes what a person has to finish outside OpenKit, open and assigned to nobody. */
export async function addTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await tx.insert(task).values(tasks.map((one) => ({ ...one, createdAt: sql`clock_timestamp()` })));
}
