import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import type { NewTask } from '#server/db/schema/units';
import { doorTasks, isGivable } from '../tasks/door-tasks.ts';
import type { Holder } from './find-holders.ts';
import type { LeaseSource } from './plan-alignment.ts';

/**
 * What of a source has to be given to these people by hand and never became a task. A household that was found living
 * there has it for all we know.
 */
export async function missingTasks(
  tx: Tx,
  { buildingId, doors }: LeaseSource,
  holders: readonly Holder[],
): Promise<(holder: Holder) => NewTask[]> {
  const byHand = doors.filter((door) => !door.isGone && !isGivable(door));
  if (byHand.length === 0) return () => [];
  const personIds = holders.flatMap(({ personId }) => personId ?? []);
  const noted = await tx.execute<{ key: string }>(sql`
    select person_id || '|' || door_id as key from task
    where person_id = any(${sql.param(personIds)}::uuid[]) and kind in ('elevator', 'lock_to_activate')
    union select t.person_id || '|' || task.door_id from task
      join tenancy t on t.unit_id = task.unit_id and t.person_name = task.person_name
    where t.person_id = any(${sql.param(personIds)}::uuid[]) and task.kind in ('elevator', 'lock_to_activate')`);
  const found = await tx.execute<{ id: string }>(sql`
    select id from tenancy where is_found
      and id = any(${sql.param(holders.flatMap(({ tenancyId }) => tenancyId ?? []))}::uuid[])`);
  const isNoted = new Set(noted.rows.map(({ key }) => key));
  const wasFound = new Set(found.rows.map(({ id }) => id));
  return ({ personId, name, unitId, tenancyId }) => {
    if (tenancyId !== null && wasFound.has(tenancyId)) return [];
    const about = { buildingId, unitId, personId, personName: name, operationId: null };
    return doorTasks(
      about,
      byHand.filter(({ doorId }) => !isNoted.has(`${personId}|${doorId}`)),
    );
  };
}
