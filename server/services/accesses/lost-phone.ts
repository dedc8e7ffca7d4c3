import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { LostPhoneInput } from '#lib/schemas/person-jobs';
import type { Accepted } from '#lib/schemas/tenancy';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { holdsBuilding } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { findIntent } from '../operations/find-intent.ts';
import { findPerson } from '../people/find-person.ts';
import { askedDoors, heldDoors } from '../reasons/held-doors.ts';
import { addTasks } from '../tasks/add-tasks.ts';

/**
 * Revokes every permanent access of ours that somebody holds, or is being given, in scope, their home included: whoever
 * has the phone can open those doors. The reasons stand, so that access can be given again. Whoever manages other
 * buildings that they can open gets a task; the caller does not learn of those. The log tells who noted it, whatever
 * they held. `operationId` null = they held none in scope. Throws Refusal `forbidden_or_missing`.
 */
export async function lostPhone(session: Session, { intentId, personId, note }: LostPhoneInput): Promise<Accepted> {
  await requirePermission(session, 'access.revoke');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    const recipient = await findPerson(tx, session, personId);
    const everywhere = { scope: 'all' } as const;
    const held = await heldDoors(tx, everywhere, [personId], at);
    const asked = await askedDoors(tx, everywhere, [personId]);
    const isHere = ({ buildingId }: { buildingId: string }) => holdsBuilding(session, buildingId);
    const [here, elsewhere] = [[...asked, ...held].filter(isHere), [...asked, ...held].filter((door) => !isHere(door))];
    const doors = new Map(here.map(({ doorId, buildingId }) => [doorId, buildingId]));
    const operationId = doors.size > 0 ? randomUUID() : null;
    if (operationId) {
      await createOperation(tx, jobs, {
        id: operationId,
        kind: 'lost_phone',
        ...askedFrom(session),
        intentId,
        items: [...doors].map(([doorId, buildingId]) => ({
          action: 'revoke',
          personId,
          recipient,
          terms: null,
          doors: [{ doorId, buildingId }],
        })),
      });
    }
    const byBuilding = Map.groupBy(doors, ([, buildingId]): string | undefined => buildingId);
    if (doors.size === 0) byBuilding.set(undefined, []);
    await appendAudit(
      tx,
      [...byBuilding].map(([buildingId, of]) => ({
        event: 'person.phone_lost',
        phase: 'done',
        actor: staffActor(session),
        object: { type: 'person', id: personId },
        buildingId,
        operationId: operationId ?? undefined,
        requestId: session.requestId,
        details: { doorIds: of.map(([doorId]) => doorId) },
        ...(note && { personal: { note } }),
      })),
    );
    await askOthers(tx, personId, new Set(elsewhere.map(({ buildingId }) => buildingId)));
    return { operationId };
  });
}

/** Leaves word in buildings that the caller may know nothing of: not in the log, where it would be theirs to read. */
async function askOthers(tx: Tx, personId: string, buildingIds: ReadonlySet<string>): Promise<void> {
  const open = await tx.execute<{ id: string }>(sql`
    select building_id as id from task where kind = 'phone_lost' and person_id = ${personId} and done_at is null`);
  const asked = new Set(open.rows.map(({ id }) => id));
  const about = {
    kind: 'phone_lost',
    personId,
    personName: null,
    unitId: null,
    doorId: null,
    operationId: null,
  } as const;
  await addTasks(
    tx,
    [...buildingIds].filter((id) => !asked.has(id)).map((buildingId) => ({ ...about, buildingId })),
  );
}
