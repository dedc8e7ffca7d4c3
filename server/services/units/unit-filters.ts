import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { liesIn } from '../buildings/area.ts';
import { holds, isNamed } from '../search/matches.ts';
import { joinTenant } from '../tenancies/join-tenant.ts';
import type { UnitFilters } from './list-query.ts';

const endsSoonDays = 60;

/** Condition on `unit u` and its `building b`. The name of somebody living there finds their unit as well. */
export function unitFilters(session: Session, { q, state, ...area }: UnitFilters, at: Instant): SQL {
  const conditions = [
    sql`u.archived_at is null`,
    inScope(session, sql`u.building_id`),
    liesIn(area, sql`u.building_id`),
    state && stateFilters[state](at),
    q.trim() &&
      sql`(${isNamed(sql`u.sort_name`, q)} or exists (
        select 1 from tenancy t ${joinTenant(session)}
        where t.unit_id = u.id and t.ended_at is null
          and ${holds(sql`coalesce(p.search_text, find_text(t.person_name, ''))`, q)}))`,
  ];
  return sql.join(
    conditions.filter((condition) => condition !== ''),
    sql` and `,
  );
}

const living = sql`select 1 from tenancy t where t.unit_id = u.id and t.ended_at is null`;
/** Today by the building's calendar. */
const today = (at: Instant): SQL => sql`(${at}::timestamptz at time zone coalesce(b.time_zone, 'UTC'))::date`;

const stateFilters: Record<Exclude<UnitFilters['state'], ''>, (at: Instant) => SQL> = {
  lived_in: () => sql`exists (${living})`,
  vacant: () => sql`not exists (${living})`,
  ending: (at) =>
    sql`exists (${living} and t.lease_end >= ${today(at)} and t.lease_end < ${today(at)} + ${endsSoonDays}::int)`,
  over: (at) => sql`exists (${living} and t.lease_end < ${today(at)})`,
};
