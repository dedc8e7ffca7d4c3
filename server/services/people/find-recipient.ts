import { and, eq, isNull, sql } from 'drizzle-orm';
import { contactKey, usableContact } from '#lib/access-rules/contact-key';
import { normalisePhone } from '#lib/access-rules/phone';
import { Refusal } from '#lib/errors';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { person } from '#server/db/schema/mirror';
import type { Recipient } from '#server/db/schema/operations';

/** `personKey`: what reasons and leases know them by: their id, else their address; empty = neither. */
export type FoundRecipient = { personId: string | null; personKey: string; recipient: Recipient };

/**
 * Who a grant is for. Someone new whose email (else phone) OpenKit already knows is that person: OpenKit would add the
 * access to them, so it is recorded under their id, whether or not they may be seen. Throws `forbidden_or_missing`.
 */
export async function findRecipient(
  tx: Tx,
  session: Session,
  asked: GrantAccessInput['recipient'],
): Promise<FoundRecipient> {
  if (asked.kind === 'known') {
    const [found] = await tx
      .select()
      .from(person)
      .where(and(eq(person.id, asked.personId), isNull(person.goneAt), personInScope(session, person.id)));
    if (!found) throw new Refusal('forbidden_or_missing', { field: 'recipient', params: { reason: 'person_gone' } });
    const { id, firstName, lastName, email, phone } = found;
    const recipient: Recipient = usableContact({
      firstName,
      lastName,
      email: asked.contact === 'phone' ? null : email,
      phone: asked.contact === 'email' ? null : phone,
    });
    return { personId: id, personKey: id, recipient };
  }
  const recipient: Recipient = {
    firstName: asked.firstName,
    lastName: asked.lastName,
    email: asked.email || null,
    phone: asked.phone ? (normalisePhone(asked.phone) ?? asked.phone) : null,
  };
  const personId = await idByContact(tx, recipient);
  return { personId, personKey: personId ?? contactKey(recipient) ?? '', recipient };
}

/** The person OpenKit would take this address for; null = nobody it shows us. */
export async function idByContact(
  tx: Tx,
  { email, phone }: Pick<Recipient, 'email' | 'phone'>,
): Promise<string | null> {
  if (!email) return phone === null ? null : idByPhone(tx, phone);
  const [found] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(sql`${person.emailKey} = lower(${email})`, isNull(person.goneAt)))
    .limit(1);
  return found?.id ?? null;
}

/**
 * Phones are kept as OpenKit writes them, so only their digits can be compared; the rules for that are
 * `normalisePhone`'s.
 */
async function idByPhone(tx: Tx, phone: string): Promise<string | null> {
  const lastDigits = phone.replace(/\D/g, '').slice(-7);
  const alike = await tx
    .select({ id: person.id, phone: person.phone })
    .from(person)
    .where(and(sql`right(regexp_replace(${person.phone}, '\\D', '', 'g'), 7) = ${lastDigits}`, isNull(person.goneAt)));
  const found = alike.find((row) => row.phone !== null && normalisePhone(row.phone) === normalisePhone(phone));
  return found?.id ?? null;
}
