import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewTask } from '#server/db/schema/units';
import { addTasks } from '../tasks/add-tasks.ts';
import { mayHold } from './reach-tenant.ts';

/**
 * Notes what has to be taken back by hand from those whose leases have ended, because OpenKit cannot: elevators that no
 * other lease of theirs brings, whatever was a task when they moved in, done or not, because somebody may have given it
 * all the same, and what was given to somebody whom OpenKit has not named. They are whoever asked's, who may hand them
 * over.
 */
export async function addBackTasks(
  tx: Tx,
  { staff }: Session,
  tenancyIds: readonly string[],
  operationId: string | null,
): Promise<void> {
  const found = await tx.execute<Omit<NewTask, 'operationId'>>(sql`
    select distinct given.kind, t.building_id as "buildingId", t.unit_id as "unitId", t.person_id as "personId",
      t.person_name as "personName", given.door_id as "doorId"
    from tenancy t cross join lateral (
      select 'elevator_back' as kind, d.id as door_id from door d
      where d.kind = 'elevator' and d.gone_at is null and d.building_id = t.building_id and ${brings(sql`t`)}
        and not exists (select 1 from tenancy other
          where other.person_key = t.person_key and other.ended_at is null and ${brings(sql`other`)})
      union
      select 'access_back', null::uuid where t.person_id is null and ${mayHold(sql`t.person_key`)}
      union
      select case task.kind when 'keycard' then 'keycard_back' else 'access_back' end, null::uuid from task
      where task.unit_id = t.unit_id and task.kind in ('keycard', 'door_to_enable', 'no_email')
        and (task.person_id = t.person_id or task.person_name = t.person_name)
    ) given
    where t.id = any(${sql.param([...tenancyIds])}::uuid[])
    order by 1, 2, 3, 4, 5, 6`);
  await addTasks(
    tx,
    found.rows.map((task) => ({ ...task, operationId, assigneeId: staff.id })),
  );
}

/** Whether a lease brings door `d`, by its unit or by a bundle it came with. */
const brings = (lease: SQL): SQL => sql`(
  exists (select 1 from unit_door ud where ud.unit_id = ${lease}.unit_id and ud.door_id = d.id)
  or exists (select 1 from bundle_door bd join access_reason r on r.bundle_id = bd.bundle_id
    where r.tenancy_id = ${lease}.id and bd.door_id = d.id))`;
