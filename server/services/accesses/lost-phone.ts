import { randomUUID } from 'node:crypto';
import type { LostPhoneInput } from '#lib/schemas/person-jobs';
import type { Accepted } from '#lib/schemas/tenancy';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { findIntent } from '../operations/find-intent.ts';
import { findPerson } from '../people/find-person.ts';
import { askedDoors, heldDoors } from '../reasons/held-doors.ts';

/**
 * Revokes every permanent access of ours that somebody holds, or is being given, in scope, their home included: whoever
 * has the phone can open those doors. The reasons stand, so that access can be given again. `operationId` null = they
 * held none. Throws Refusal `forbidden_or_missing`.
 */
export async function lostPhone(session: Session, { intentId, personId, note }: LostPhoneInput): Promise<Accepted> {
  await requirePermission(session, 'access.revoke');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    const recipient = await findPerson(tx, session, personId);
    const held = await heldDoors(tx, session, [personId], at);
    const asked = await askedDoors(tx, session, [personId]);
    const doors = new Map([...asked, ...held].map(({ doorId, buildingId }) => [doorId, buildingId]));
    const operationId = doors.size > 0 ? randomUUID() : null;
    if (operationId) {
      await createOperation(tx, jobs, {
        id: operationId,
        kind: 'lost_phone',
        staffId: session.staff.id,
        intentId,
        requestId: session.requestId,
        items: [...doors].map(([doorId, buildingId]) => ({
          action: 'revoke',
          personId,
          recipient,
          terms: null,
          doors: [{ doorId, buildingId }],
        })),
      });
    }
    const byBuilding = Map.groupBy(doors, ([, buildingId]) => buildingId);
    await appendAudit(
      tx,
      [...byBuilding].map(([buildingId, of]) => ({
        event: 'person.phone_lost',
        phase: 'done',
        actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
        object: { type: 'person', id: personId },
        buildingId,
        operationId: operationId ?? undefined,
        requestId: session.requestId,
        details: { doorIds: of.map(([doorId]) => doorId) },
        ...(note && { personal: { note } }),
      })),
    );
    return { operationId };
  });
}
