import { sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import { may } from '#lib/permissions';
import type { VendorView } from '#lib/schemas/plan';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';

/** More than anybody looks through: the others are found among the plans. */
export const mostVendors = 200;

type FoundRow = Omit<VendorView, 'mayManage'> & { isWhole: boolean };

/**
 * The companies whose people have a plan on a door in scope, by name, with those people alone. An area chooses among
 * the companies: each stands with all its people, because its plans are ended all together.
 */
export async function listVendors(session: Session, area: Area): Promise<VendorView[]> {
  await requirePermission(session, 'plan.read');
  const found = await db().execute<FoundRow>(sql`
    with planned as materialized (
      select p.technician_id, p.id, p.state, p.created_at, json_build_object('id', p.id, 'state', p.state,
        'weekdays', p.weekdays, 'dates', p.dates, 'starts', p.starts, 'until', p.until, 'exceptions', p.exceptions,
        'doorCount', count(*)) as shown, bool_or(${liesIn(area, sql`pd.building_id`)}) as is_here
      from plan p join plan_door pd on pd.plan_id = p.id
      where ${inScope(session, sql`pd.building_id`)} group by p.id
    ),
    worker as materialized (
      select * from technician t where exists (select 1 from planned where planned.technician_id = t.id)
    )
    select v.id, v.name, not exists (
        select 1 from technician t join plan p on p.technician_id = t.id join plan_door pd on pd.plan_id = p.id
        where t.vendor_id = v.id and not coalesce(${inScope(session, sql`pd.building_id`)}, false)) as "isWhole",
      json_agg(json_build_object('id', w.id, 'name', ${personName(sql`w`)}, 'email', w.email,
        'phone', w.phone, 'lastDay', (
          select max(c.day) from plan_code c
          where c.technician_id = w.id and c.state = 'issued' and ${inScope(session, sql`c.building_id`)}),
        'sharesContactWith', (
          select coalesce(json_agg(${personName(sql`o`)} order by o.sort_name, o.id), '[]') from worker o
          where o.id <> w.id and (o.phone = w.phone or w.email <> '' and lower(o.email) = lower(w.email))),
        'plans', (
          select json_agg(shown order by state = 'ended', created_at desc, planned.id) from planned
          where planned.technician_id = w.id)
      ) order by w.sort_name, w.id) as technicians
    from vendor v join worker w on w.vendor_id = v.id
    where v.id in (select o.vendor_id from worker o join planned on planned.technician_id = o.id where planned.is_here)
    group by v.id order by v.sort_name, v.id limit ${mostVendors}`);
  const mayManage = may(session.staff.role, 'plan.manage');
  return found.rows.map(({ isWhole, ...vendor }) => ({ ...vendor, mayManage: mayManage && isWhole }));
}
