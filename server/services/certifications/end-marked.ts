import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { EndMarkedInput } from '#lib/schemas/certification';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { boss } from '#server/jobs/boss';
import { askedBefore } from '#server/operations/asked-before';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { recipientOf } from '../people/recipient-of.ts';
import { isHeldFromUs } from '../reasons/held-doors.ts';
import { readUnsigned } from './read-certification.ts';

type Marked = { personId: string; doorId: string; buildingId: string | null; recipient: Recipient };

/**
 * Takes away what is marked to end and still held: one operation, one DELETE a person and door. Daily codes are left
 * out, OpenKit cannot revoke them. Throws Refusal `invalid` when one of the same person and door is not to end, because
 * OpenKit takes both; `stale` when nothing is left to send; `limited` above the role's cap.
 */
export async function endMarked(session: Session, input: EndMarkedInput): Promise<{ operationId: string }> {
  await requirePermission(session, 'access.revoke');
  await requirePermission(session, 'certification.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const { id } = await readUnsigned(tx, session, input.certificationId);
    const asked = await askedBefore(tx, { staffId: session.staff.id, intentId: input.intentId });
    if (asked) return { operationId: asked };
    await refuseKept(tx, id, at);
    const marked = await findMarked(tx, session, id, at);
    if (marked.length === 0) throw new Refusal('stale', { params: { reason: 'certified_nothing_to_end' } });
    if (marked.length > operationCap[session.staff.role]) {
      throw new Refusal('limited', { params: { reason: 'too_many_doors' } });
    }
    const operationId = randomUUID();
    await tx.execute(sql`
      update certification_row r set operation_id = ${operationId}, version = r.version + 1
      from access a where a.id = r.access_id and ${isUnsent(id)} and ${isHeldFromUs(at)}
        and ${inScope(session, sql`a.building_id`)}`);
    return createOperation(tx, jobs, {
      ...{ id: operationId, kind: 'revoke', ...askedFrom(session), intentId: input.intentId },
      items: marked.map(({ personId, recipient, ...door }) => ({
        action: 'revoke',
        personId,
        recipient,
        terms: null,
        doors: [door],
      })),
    });
  });
}

const isUnsent = (id: string): SQL => sql`
  r.certification_id = ${id} and r.decision = 'end' and r.operation_id is null`;

async function findMarked(tx: Tx, session: Session, id: string, at: Instant): Promise<Marked[]> {
  const found = await tx.execute<Marked>(sql`
    select distinct on (r.person_id, r.door_id) r.person_id as "personId", r.door_id as "doorId",
      a.building_id as "buildingId", ${recipientOf(sql`p`)} as recipient
    from certification_row r join access a on a.id = r.access_id join person p on p.id = r.person_id
    where ${isUnsent(id)} and ${isHeldFromUs(at)} and ${inScope(session, sql`a.building_id`)}`);
  return found.rows;
}

/** OpenKit takes a person's permanent access to a door as a whole: what is to stay would go too. */
async function refuseKept(tx: Tx, id: string, at: Instant): Promise<void> {
  const found = await tx.execute<{ person: string; door: string }>(sql`
    select r.answer->>'personName' as person, r.answer->>'doorName' as door
    from certification_row r join access a on a.id = r.access_id and ${isHeldFromUs(at)}
    join certification_row other on other.certification_id = r.certification_id and other.person_id = r.person_id
      and other.door_id = r.door_id and other.decision is distinct from 'end'
    join access held on held.id = other.access_id and held.gone_at is null and held.passcode_type = 'PERMANENT'
    where ${isUnsent(id)} limit 1`);
  const [kept] = found.rows;
  if (kept) throw new Refusal('invalid', { params: { reason: 'certified_pair_kept', ...kept } });
}
