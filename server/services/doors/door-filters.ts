import { type SQL, sql } from 'drizzle-orm';
import { doorMarks } from '#lib/door-facets';
import { partsOf } from '#lib/search-params';
import type { Instant } from '#lib/time/instant';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { liesIn } from '../buildings/area.ts';
import { openDrift } from '../drift/open-drift.ts';
import { matches } from '../search/matches.ts';
import type { DoorFilters } from './list-query.ts';
import { hasTrouble } from './lock-troubles.ts';

/** Condition on `door d`: OpenKit lists it, it is in scope, and it passes every filter. `at` is the domain's now. */
export function doorFilters(session: Session, filters: DoorFilters, at: Instant): SQL {
  const { q, kind, accessibility, connection, activation, battery, changes } = filters;
  const conditions = [
    sql`d.gone_at is null`,
    doorInScope(session, sql`d.building_id`, sql`d.id`),
    liesIn(filters, sql`d.building_id`),
    kind && sql`d.kind = ${kind}`,
    accessibility && sql`d.accessibility = ${accessibility}`,
    connection && sql`d.connection = ${connection}`,
    activation && (activation === 'activated' ? sql`d.is_activated` : hasTrouble('not_activated', at)),
    ...partsOf(doorMarks.battery, battery).map((state) => hasTrouble(`battery_${state}`, at)),
    ...partsOf(doorMarks.changes, changes).map((kind) => changed[kind]),
    q.trim() && sql`(${matches(q)})`,
  ];
  return sql.join(
    conditions.filter((condition) => condition !== ''),
    sql` and `,
  );
}

const changed = {
  waiting: sql`d.id in (select a.door_id from access a where a.awaits_sync_since is not null)`,
  drift: sql`d.id in (select a.door_id from access a where a.id in (${openDrift}))`,
};
