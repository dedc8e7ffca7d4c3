import { sql } from 'drizzle-orm';
import { insertRows } from '#server/db/insert-rows';
import type { Tx } from '#server/db/pool';
import { type NewTask, task } from '#server/db/schema/units';

/**
 * Notes what a person has to finish outside OpenKit, once: what is still to be done for somebody known is no second
 * task. Lock those people first, so that two at once see each other's.
 */
export async function addTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  const personIds = [...new Set(tasks.flatMap(({ personId }) => personId ?? []))];
  const open = await tx.execute<NewTask>(sql`
    select kind, building_id as "buildingId", unit_id as "unitId", door_id as "doorId", person_id as "personId"
    from task where done_at is null and person_id = any(${sql.param(personIds)}::uuid[])`);
  const isOpen = new Set(open.rows.map(keyOf));
  const fresh = tasks.filter((one) => !isOpen.has(keyOf(one)));
  await insertRows(tx, task, fresh, { same: { createdAt: sql`clock_timestamp()` } });
}

const keyOf = ({ kind, buildingId, unitId, doorId, personId }: NewTask): string =>
  [kind, buildingId, unitId, doorId, personId].join('|');
