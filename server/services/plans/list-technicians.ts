import { sql } from 'drizzle-orm';
import type { TechnicianInput } from '#lib/schemas/plan';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

/** More than anybody looks through: the others are typed. */
const mostTechnicians = 300;

/** Whom codes were planned for on doors in scope, company by company, as the form of a plan takes them. */
export async function listTechnicians(session: Session): Promise<TechnicianInput[]> {
  await requirePermission(session, 'plan.manage');
  const found = await db().execute<TechnicianInput>(sql`
    select v.name as company, t.first_name as "firstName", t.last_name as "lastName", coalesce(t.email, '') as email,
      coalesce(t.phone, '') as phone
    from technician t join vendor v on v.id = t.vendor_id
    where exists (
      select 1 from plan p join plan_door pd on pd.plan_id = p.id
      where p.technician_id = t.id and ${inScope(session, sql`pd.building_id`)})
    order by v.sort_name, v.id, t.sort_name, t.id limit ${mostTechnicians}`);
  return found.rows;
}
