import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { DecidePersonInput } from '#lib/schemas/drift';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { lockLeases } from '#server/operations/lock-leases';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { pairedPeople } from './person-pairs.ts';

/**
 * Takes a person's word on whether two people at OpenKit are one: if so, the leases, reasons and guests of the one that
 * went go on with the other. Nothing is sent. Throws Refusal `forbidden_or_missing` for a pair that is none in scope,
 * or with something noted beyond it, since nobody is asked again; `stale` when it was decided already or something is
 * under way for one of them.
 */
export async function decidePerson(session: Session, input: DecidePersonInput): Promise<{ movedLeases: number }> {
  await requirePermission(session, 'drift.accept');
  const { oldPersonId, newPersonId, isSame } = input;
  const at = await now();
  return db().transaction(async (tx) => {
    const pair = await tx.execute(sql`
      select 1 from (${pairedPeople(at)}) pair where old_id = ${oldPersonId} and new_id = ${newPersonId}
        and ${personInScope(session, sql`old_id`)} and ${personInScope(session, sql`new_id`)}`);
    if (pair.rows.length === 0) throw new Refusal('forbidden_or_missing', { params: { reason: 'person_gone' } });
    await lockLeases(tx, oldPersonId);
    await lockPeople(tx, [oldPersonId, newPersonId]);
    await refuseBeyondScope(tx, session, oldPersonId);
    const { rows } = await tx.execute<{ doorId: string }>(sql`
      select door_id as "doorId" from access_reason where person_id = ${oldPersonId} and ended_at is null`);
    await refuseUnderWay(
      tx,
      [oldPersonId, newPersonId],
      rows.map(({ doorId }) => doorId),
    );
    const written = await tx.execute(sql`
      insert into person_successor (old_person_id, new_person_id, staff_id, at)
      values (${oldPersonId}, ${isSame ? newPersonId : null}, ${session.staff.id}, clock_timestamp())
      on conflict do nothing`);
    if (written.rowCount === 0) throw new Refusal('stale', { params: { reason: 'successor_decided' } });
    const movedLeases = isSame ? await moveToNewPerson(tx, oldPersonId, newPersonId, at) : 0;
    await appendAudit(tx, {
      event: 'person.link',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'person', id: oldPersonId },
      requestId: session.requestId,
      details: { newPersonId, isSame, movedLeases, movedDoors: isSame ? rows.length : 0 },
    });
    return { movedLeases };
  });
}

async function refuseBeyondScope(tx: Tx, session: Session, personId: string): Promise<void> {
  const { rows } = await tx.execute(sql`
    select 1 from (
      select building_id from tenancy where person_id = ${personId} and ended_at is null
      union select building_id from access_reason where ${personId} in (person_id, host_id) and ended_at is null
      union select a.building_id from guest_access g join access a on a.id = g.access_id where g.host_id = ${personId}
      union select building_id from task where person_id = ${personId} and done_at is null
    ) noted where (${inScope(session, sql`noted.building_id`)}) is not true`);
  if (rows.length > 0) throw new Refusal('forbidden_or_missing', { params: { reason: 'person_beyond_scope' } });
}

/** A unit that both had a lease of keeps the one of the person who stays. */
async function moveToNewPerson(tx: Tx, oldId: string, newId: string, at: string): Promise<number> {
  const ended = await tx.execute<{ id: string }>(sql`
    update tenancy t set ended_at = ${at}::timestamptz where t.person_id = ${oldId} and t.ended_at is null and exists (
      select 1 from tenancy other where other.unit_id = t.unit_id and other.person_id = ${newId} and other.ended_at is null)
    returning id`);
  await tx.execute(sql`
    update access_reason set ended_at = ${at}::timestamptz
    where ended_at is null and tenancy_id = any(${sql.param(ended.rows.map(({ id }) => id))}::uuid[])`);
  const moved = await tx.execute(sql`
    update tenancy set person_id = ${newId}, person_key = ${newId} where person_id = ${oldId} and ended_at is null`);
  await tx.execute(sql`
    update access_reason set person_id = ${newId}, person_key = ${newId} where person_id = ${oldId} and ended_at is null`);
  await tx.execute(sql`update access_reason set host_id = ${newId} where host_id = ${oldId} and ended_at is null`);
  await tx.execute(sql`update guest_access set host_id = ${newId} where host_id = ${oldId}`);
  await tx.execute(sql`update task set person_id = ${newId} where person_id = ${oldId} and done_at is null`);
  return moved.rowCount ?? 0;
}
