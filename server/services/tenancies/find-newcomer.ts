import { randomUUID } from 'node:crypto';
import { isEmail } from '#lib/access-rules/grant-rules';
import { Refusal } from '#lib/errors';
import { fullName } from '#lib/names';
import type { MoveInInput } from '#lib/schemas/tenancy';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { findRecipient } from '../people/find-recipient.ts';
import type { ReasonHolder } from '../reasons/reason-rows.ts';

export type Newcomer = ReasonHolder & { recipient: Recipient; name: string };

/**
 * Who moves in. Without an email address they cannot be given app access: they are known by a key of their own then.
 * Throws Refusal `forbidden_or_missing` for a person out of scope, `invalid` for an email that is none.
 */
export async function findNewcomer(tx: Tx, session: Session, asked: MoveInInput['person']): Promise<Newcomer> {
  if (asked.kind === 'new' && asked.email && !isEmail(asked.email)) {
    throw new Refusal('invalid', { field: 'person.email', params: { reason: 'email_invalid' } });
  }
  const who = asked.kind === 'new' ? { ...asked, phone: '' } : asked;
  const { personId, personKey, recipient } = await findRecipient(tx, session, who);
  return {
    personId,
    personKey: personKey || `without-email:${randomUUID()}`,
    recipient,
    name: fullName(recipient),
  };
}
