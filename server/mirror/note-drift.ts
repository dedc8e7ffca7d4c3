import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { firstMiss } from './first-miss.ts';

/**
 * The rows of `drift` for `events`, a name of rows as `access_event` has them. An access that ended because its person
 * or its door is no longer listed is grouped with them.
 */
export const driftOf = (events: SQL): SQL => sql`
  insert into drift (event_id, kind, subject_id, at, access_id, building_id)
  select e.id, k.kind, case when k.kind = 'person_vanished' then e.person_id else e.door_id end, e.at, e.access_id,
    e.building_id
  from ${events} e
  left join person p on p.id = e.person_id
  left join door d on d.id = e.door_id
  cross join lateral (select case e.name
    when 'access.appeared' then 'appeared'
    when 'access.changed' then 'changed'
    else case when p.gone_at is not null then 'person_vanished'
      when d.gone_at is not null then 'door_vanished' else 'ended' end end as kind) k
  where e.cause = 'drift'`;

/** Accesses that were seen to end since the door that has just been found gone was first missed belong with it. */
export async function regroupDrift(tx: Tx, { at, generation }: { at: Instant; generation: number }): Promise<void> {
  await tx.execute(sql`
    update drift x set kind = 'door_vanished'
    from door d join sweep missed on missed.generation = ${firstMiss(generation, sql`d.missed_sweeps`)}
    where d.gone_at = ${at}::timestamptz and x.subject_id = d.id and x.kind = 'ended' and x.accepted_at is null
      and x.at >= missed.started_at`);
}
