import { sql } from 'drizzle-orm';
import type { RevokeAccessInput } from '#lib/schemas/grant-access';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { accessGone } from './changed-by.ts';

/**
 * Accepts a revocation of a person's permanent access on doors, one DELETE a door. It overtakes what was asked for the
 * same doors and not sent yet. Daily codes cannot be revoked in OpenKit. Throws Refusal `forbidden_or_missing` when the
 * person holds none on one of the doors in scope, `stale` when a colleague has revoked it already.
 */
export async function revokeAccess(session: Session, input: RevokeAccessInput): Promise<{ operationId: string }> {
  await requirePermission(session, 'access.revoke');
  const jobs = await boss();
  return db().transaction(async (tx) => {
    const { recipient, doors } = await findRevocable(tx, session, input);
    return createOperation(tx, jobs, {
      kind: 'revoke',
      ...askedFrom(session),
      intentId: input.intentId,
      items: doors.map((door) => ({
        action: 'revoke',
        personId: input.personId,
        recipient,
        terms: null,
        doors: [door],
      })),
    });
  });
}

type Revocable = { recipient: Recipient; doors: { doorId: string; buildingId: string | null }[] };

/** Held now, or being granted by an operation that is still open: both can be taken away. */
async function findRevocable(tx: Tx, session: Session, input: RevokeAccessInput): Promise<Revocable> {
  const wanted = [...new Set(input.doorIds)];
  const found = await tx.execute<{ doorId: string; buildingId: string | null }>(sql`
    select distinct a.door_id as "doorId", a.building_id as "buildingId" from access a
    where a.person_id = ${input.personId} and a.door_id = any(${sql.param(wanted)}::uuid[]) and a.gone_at is null
      and a.passcode_type = 'PERMANENT' and ${inScope(session, sql`a.building_id`)}
    union
    select d.door_id, d.building_id from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = ${input.personId} and d.door_id = any(${sql.param(wanted)}::uuid[]) and i.action = 'grant'
      and i.terms->>'passcodeType' = 'PERMANENT' and d.state in ('queued', 'sending', 'unknown')
      and ${inScope(session, sql`d.building_id`)}`);
  const [person] = (
    await tx.execute<Recipient>(sql`
      select first_name as "firstName", last_name as "lastName", email, phone from person where id = ${input.personId}`)
  ).rows;
  const missing = wanted.filter((doorId) => !found.rows.some((row) => row.doorId === doorId));
  if (!person || missing.length > 0)
    throw await accessGone(tx, session, { personId: input.personId, doorIds: missing });
  return { recipient: person, doors: found.rows };
}
