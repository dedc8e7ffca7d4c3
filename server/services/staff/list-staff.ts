import { sql } from 'drizzle-orm';
import type { ScopeOptions, StaffMember } from '#lib/schemas/staff';
import { isManageable } from '#server/auth/manageable';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { hasComeIn } from './set-rights.ts';

const namedPlaces = (table: 'portfolio' | 'building' | 'door', column: string) => sql`
  (select coalesce(json_agg(json_build_object('id', place.id, 'name', place.name) order by place.name), '[]')
   from staff_scope held join ${sql.identifier(table)} place on place.id = held.${sql.identifier(column)}
   where held.staff_id = s.id)`;

/** Everybody the viewer may change, and themselves: who works here first, then who left; by name (hundreds at most). */
export async function listStaff(session: Session): Promise<StaffMember[]> {
  await requirePermission(session, 'staff.manage');
  const found = await db().execute<StaffMember>(sql`
    select s.id, s.name, s.email, s.role, s.ends_at as "endsAt", s.id = ${session.staff.id} as "isSelf",
      case when s.disabled_at is not null then 'left' when s.ends_at <= now() then 'ended'
           when ${hasComeIn('s')} then 'active' else 'invited' end as state,
      exists (select 1 from totp_factor f where f.staff_id = s.id and f.confirmed_at is not null) as "hasAuthenticator",
      (select max(last_seen_at) from session where session.staff_id = s.id) as "lastSeenAt",
      json_build_object(
        'portfolios', ${namedPlaces('portfolio', 'portfolio_id')},
        'buildings', ${namedPlaces('building', 'building_id')},
        'doors', ${namedPlaces('door', 'door_id')}) as places
    from staff s
    where s.id = ${session.staff.id} or ${isManageable(session)}
    order by (s.disabled_at is not null), lower(s.name), s.id`);
  return found.rows;
}

/** The portfolios and buildings in which the viewer may let a role hold. */
export async function listScopeOptions(session: Session): Promise<ScopeOptions> {
  await requirePermission(session, 'staff.manage');
  const { scope } = session;
  const held = scope === 'all' ? sql`true` : sql`id = any(${sql.param(scope.portfolioIds)}::uuid[])`;
  const [portfolios, buildings] = await Promise.all([
    db().execute<ScopeOptions['portfolios'][number]>(sql`
      select id, name from portfolio where gone_at is null and ${held} order by name, id`),
    db().execute<ScopeOptions['buildings'][number]>(sql`
      select b.id, b.name, b.portfolio_id as "portfolioId" from building b
      where b.gone_at is null and ${inScope(session, sql`b.id`)} order by b.sort_name, b.id`),
  ]);
  return { portfolios: portfolios.rows, buildings: buildings.rows };
}
