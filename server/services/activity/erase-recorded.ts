import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { EraseRecordedInput } from '#lib/schemas/activity';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

/**
 * Erases what the log holds beside its entries about a person: name, email, phone. The entries and their hashes stay,
 * so the log verifies as before; that it was done is an entry itself. Throws Refusal `forbidden_or_missing`.
 */
export async function eraseRecorded(session: Session, { personId }: EraseRecordedInput): Promise<{ erased: number }> {
  await requirePermission(session, 'audit.erase');
  return db().transaction(async (tx) => {
    const found = await tx.execute<{ email: string | null; phone: string | null }>(sql`
      select email, phone from person where id = ${personId} and ${personInScope(session, sql`person.id`)}`);
    const [person] = found.rows;
    if (!person) throw new Refusal('forbidden_or_missing', { field: 'personId' });
    // Before OpenKit named a person, entries about them are the operation's: theirs where it was about nobody else.
    const gone = await tx.execute(sql`
      delete from audit_personal beside using audit_entry e where e.seq = beside.seq and (
        (e.object_type = 'person' and e.object_id = ${personId})
        or lower(beside.data->>'email') = lower(${person.email}) or beside.data->>'phone' = ${person.phone}
        or e.operation_id in (
          select operation_id from operation_item where operation_id in (
            select operation_id from operation_item where person_id = ${personId})
          group by operation_id having bool_and(person_id is not distinct from ${personId})))`);
    const erased = gone.rowCount ?? 0;
    await appendAudit(tx, {
      event: 'audit.erase',
      phase: 'done',
      actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
      object: { type: 'person', id: personId },
      requestId: session.requestId,
      details: { count: erased },
    });
    return { erased };
  });
}
