import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { DecideSuccessorInput, MovedDoor } from '#lib/schemas/drift';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';
import { moveToNewDoor } from './move-to-new-door.ts';

/**
 * Takes a person's word on whether one door took the place of another, which is gone: if so, the history of the old one
 * goes on in that of the new one, and so do its units, bundles and the reasons to hold it. Throws Refusal
 * `forbidden_or_missing` for doors out of scope or not of one building, `stale` when its place was taken already.
 */
export async function decideSuccessor(session: Session, input: DecideSuccessorInput): Promise<MovedDoor> {
  await requirePermission(session, 'drift.accept');
  const { oldDoorId, newDoorId, isSame } = input;
  return db().transaction(async (tx) => {
    const { rows } = await tx.execute<{ buildingId: string }>(sql`
      select o.building_id as "buildingId" from door o join door n on n.building_id = o.building_id
      where o.id = ${oldDoorId} and n.id = ${newDoorId} and o.id <> n.id and o.gone_at is not null and n.gone_at is null
        and ${inScope(session, sql`o.building_id`)}
      -- So that a sweep that lists it again ends what is said here.
      for share of o`);
    const [place] = rows;
    if (!place) throw new Refusal('forbidden_or_missing', { params: { reason: 'door_gone' } });
    const written = await tx.execute(sql`
      insert into door_successor (old_door_id, new_door_id, staff_id, at)
      values (${oldDoorId}, ${isSame ? newDoorId : null}, ${session.staff.id}, clock_timestamp())
      -- That it is not the door it resembles does not say that no other one took its place.
      on conflict (old_door_id) do update set new_door_id = excluded.new_door_id, staff_id = excluded.staff_id, at = excluded.at
      where door_successor.new_door_id is null and excluded.new_door_id is not null`);
    if (written.rowCount === 0) throw new Refusal('stale', { params: { reason: 'successor_decided' } });
    const moved = isSame ? await moveToNewDoor(tx, oldDoorId, newDoorId) : nothing;
    await appendAudit(tx, {
      event: 'door.replace',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'door', id: oldDoorId },
      buildingId: place.buildingId,
      requestId: session.requestId,
      details: { doorId: oldDoorId, newDoorId, isSame, ...(isSame ? { moved } : {}) },
    });
    return moved;
  });
}

const nothing: MovedDoor = { units: 0, bundles: 0, people: 0 };
