import { type SQL, sql } from 'drizzle-orm';
import { isEmail } from '#lib/access-rules/grant-rules';
import { Refusal } from '#lib/errors';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { refuseBeingGiven } from '../operations/refuse-under-way.ts';
import type { FoundTenancy } from './tenancy-rows.ts';

/**
 * How a tenant is reached with new doors. Whoever was moved in by an email and has never been given anything, because
 * it was refused or their home has no door to give, is still reached there. Throws Refusal `stale` while they are being
 * given their access, or where they may hold what was given and OpenKit does not say who they are.
 */
export async function reachTenant(tx: Tx, { personId, personKey, name, recipient }: FoundTenancy): Promise<Recipient> {
  if (personId !== null || !isEmail(personKey)) return recipient;
  await refuseBeingGiven(tx, [personKey]);
  const given = await tx.execute(sql`select 1 where ${mayHold(sql`${personKey}`)}`);
  if (given.rows.length > 0) throw new Refusal('stale', { params: { reason: 'person_not_named' } });
  const asked = await tx.execute<{ recipient: Recipient }>(sql`
    select i.recipient from operation_item i join operation o on o.id = i.operation_id
    where i.person_key = ${personKey} order by o.created_at desc limit 1`);
  // Where nothing was asked, first and last name are kept as one.
  const [firstName = '', ...rest] = name.split(' ');
  return asked.rows[0]?.recipient ?? { firstName, lastName: rest.join(' '), email: personKey, phone: null };
}

/**
 * Condition on an address that OpenKit has named nobody at: something was given there all the same, or may have been.
 */
export const mayHold = (personKey: SQL): SQL => sql`exists (
  select 1 from operation_item given join operation_item_door given_door on given_door.item_id = given.id
  where given.person_key = ${personKey} and given.person_id is null and given.action = 'grant'
    and given_door.state in ('applied', 'needs_person'))`;
