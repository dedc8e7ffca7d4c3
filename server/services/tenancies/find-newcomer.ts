import { sql } from 'drizzle-orm';
import { isEmail } from '#lib/access-rules/grant-rules';
import { Refusal } from '#lib/errors';
import { fullName } from '#lib/names';
import type { MoveInInput } from '#lib/schemas/tenancy';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { findRecipient } from '../people/find-recipient.ts';
import type { ReasonHolder } from '../reasons/reason-rows.ts';

const withoutEmail = 'without-email:';
export const keyWithoutEmail = (intentId: string): string => withoutEmail + intentId;

export type Newcomer = ReasonHolder & { recipient: Recipient; name: string };

/**
 * Who moves in. Without an email address they cannot be given app access: they are known by what moved them in then,
 * and the same button pressed again finds them. Throws Refusal `forbidden_or_missing` for a person out of scope,
 * `invalid` for an email that is none.
 */
export async function findNewcomer(
  tx: Tx,
  session: Session,
  { person: asked, intentId }: Pick<MoveInInput, 'person' | 'intentId'>,
): Promise<Newcomer> {
  if (asked.kind === 'new' && asked.email && !isEmail(asked.email)) {
    throw new Refusal('invalid', { field: 'person.email', params: { reason: 'email_invalid' } });
  }
  const who = asked.kind === 'new' ? { ...asked, phone: '' } : asked;
  const { personId, personKey, recipient } = await findRecipient(tx, session, who);
  return {
    personId,
    personKey: personKey || keyWithoutEmail(intentId),
    recipient,
    name: fullName(recipient),
  };
}

type Namesake = Pick<MoveInInput, 'unitId' | 'leaseStart' | 'leaseEnd'> & Pick<Newcomer, 'name'>;

/**
 * Nobody can tell two people apart who have nothing but one name: throws Refusal `invalid` on `person.lastName` where
 * one of them lives in the unit at that time.
 */
export async function refuseNamesake(tx: Tx, { unitId, name, leaseStart, leaseEnd }: Namesake): Promise<void> {
  const found = await tx.execute(sql`
    select 1 from tenancy
    where unit_id = ${unitId} and ended_at is null and person_key like ${`${withoutEmail}%`}
      and lower(person_name) = lower(${name}) and (lease_end is null or lease_end >= ${leaseStart}::date)
      and (lease_start is null or ${leaseEnd}::date is null or lease_start <= ${leaseEnd}::date)`);
  if (found.rows.length > 0)
    throw new Refusal('invalid', { field: 'person.lastName', params: { reason: 'namesake_already' } });
}
