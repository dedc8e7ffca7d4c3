import { type SQL, sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import type { ContactSharersInput } from '#lib/schemas/plan';
import { requirePermission } from '#server/auth/policy';
import { inScope, type Scoped } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';

/**
 * Who but the one named, and the one a plan is for as it stands, has a plan at this address, by name: those with a door
 * in scope. A phone that is none has nobody.
 */
export async function findContactSharers(
  session: Session,
  { planId, company, firstName, lastName, email, phone }: ContactSharersInput,
): Promise<string[]> {
  await requirePermission(session, 'plan.manage');
  const isNamed = sql`t.first_name = ${firstName} and t.last_name = ${lastName}
    and t.vendor_id in (select id from vendor where sort_name = search_key(${company}::text))`;
  const isOfPlan = sql`t.id in (select technician_id from plan where id = ${planId ?? null})`;
  const isOther = sql`not (${isNamed}) and not ${isOfPlan}`;
  return namesAtContact(session, { email, phone: normalisePhone(phone) }, isOther);
}

type Contact = { email: string | null; phone: string | null };

/**
 * The technicians `t` with a door in scope who have this email or phone (E.164) and are meant. OpenKit sends codes of
 * one address to one person: two people with it would get each other's.
 */
export async function namesAtContact(session: Scoped, { email, phone }: Contact, isMeant: SQL): Promise<string[]> {
  const found = await db().execute<{ name: string }>(sql`
    select ${personName(sql`t`)} as name from technician t
    where (phone = ${phone} or email <> '' and lower(email) = lower(${email})) and ${isMeant} and exists (
      select 1 from plan p join plan_door pd on pd.plan_id = p.id
      where p.technician_id = t.id and ${inScope(session, sql`pd.building_id`)})
    order by sort_name, id limit 10`);
  return found.rows.map((row) => row.name);
}
