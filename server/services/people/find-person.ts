import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';

/**
 * A person in scope, locked against other changes until the transaction ends. Throws Refusal `forbidden_or_missing`.
 */
export async function findPerson(tx: Tx, session: Session, personId: string): Promise<Recipient> {
  const found = await tx.execute<Recipient>(sql`
    select first_name as "firstName", last_name as "lastName", email, phone from person
    where id = ${personId} and gone_at is null and ${personInScope(session, sql`person.id`)} for update`);
  const [person] = found.rows;
  if (!person) throw new Refusal('forbidden_or_missing', { field: 'personId', params: { reason: 'person_gone' } });
  return person;
}
