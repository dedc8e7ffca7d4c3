import { sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import type { ContactInput, ContactOwner } from '#lib/schemas/person';
import { requirePermission } from '#server/auth/policy';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { idByContact } from './find-recipient.ts';

/**
 * The person in scope whom a grant to this whole email or phone would reach; null = nobody who may be seen, or it is
 * neither.
 */
export async function findContactOwner(session: Session, { contact }: ContactInput): Promise<ContactOwner | null> {
  await requirePermission(session, 'person.read');
  const [email, phone] = contact.includes('@') ? [contact, null] : [null, normalisePhone(contact)];
  return db().transaction(async (tx) => {
    const id = await idByContact(tx, { email, phone });
    const found = await tx.execute<ContactOwner>(sql`
      select id, ${personName(sql`person`)} as name, email from person
      where id = ${id}::uuid and ${personInScope(session, sql`person.id`)}`);
    return found.rows[0] ?? null;
  });
}
