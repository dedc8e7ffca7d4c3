import { type SQL, sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import type { PhoneSharersInput } from '#lib/schemas/plan';
import { requirePermission } from '#server/auth/policy';
import { inScope, type Scoped } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

/**
 * Who but the one named has a plan at this phone, by name: those with a door in scope. A phone that is none has nobody.
 */
export async function findPhoneSharers(
  session: Session,
  { company, firstName, lastName, phone }: PhoneSharersInput,
): Promise<string[]> {
  await requirePermission(session, 'plan.manage');
  const number = normalisePhone(phone);
  if (number === null) return [];
  const isNamed = sql`t.first_name = ${firstName} and t.last_name = ${lastName}
    and t.vendor_id in (select id from vendor where sort_name = search_key(${company}::text))`;
  return namesAtPhone(session, number, sql`not (${isNamed})`);
}

/**
 * The technicians `t` with a door in scope who have this phone (E.164) and are meant. OpenKit sends codes of one number
 * to one person: two people with it would get each other's.
 */
export async function namesAtPhone(session: Scoped, phone: string, isMeant: SQL): Promise<string[]> {
  const found = await db().execute<{ name: string }>(sql`
    select first_name || ' ' || last_name as name from technician t
    where phone = ${phone} and ${isMeant} and exists (
      select 1 from plan p join plan_door pd on pd.plan_id = p.id
      where p.technician_id = t.id and ${inScope(session, sql`pd.building_id`)})
    order by sort_name, id limit 10`);
  return found.rows.map((row) => row.name);
}
