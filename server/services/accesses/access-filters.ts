import { type SQL, sql } from 'drizzle-orm';
import type { AccessFacets } from '#lib/access-facets';
import { addMs, type Instant } from '#lib/time/instant';
import { standsAt } from '../doors/find-door-accesses.ts';
import { openDrift } from '../drift/open-drift.ts';

const dayMs = 86_400_000;

/** Condition on `access a`: every facet that is set holds; null = none is. `at` is the domain's now. */
export function accessFilters(facets: Partial<AccessFacets & { door: string }>, at: Instant): SQL | null {
  const { role, type, state, granter, door } = facets;
  return allOf([
    role && sql`a.role = ${role}`,
    type && sql`a.passcode_type = ${type}`,
    state && stateFilter(state, at),
    granter && sql`a.granter_kind = ${granter}`,
    door && sql`a.door_id = ${door}`,
  ]);
}

function allOf(conditions: (SQL | '' | undefined)[]): SQL | null {
  const set = conditions.filter((condition) => condition instanceof Object);
  return set.length === 0 ? null : sql.join(set, sql` and `);
}

function stateFilter(state: Exclude<AccessFacets['state'], ''>, at: Instant): SQL {
  const stands = standsAt(at);
  // As in the indexes `access_end` and `access_building_end`.
  const end = sql`coalesce(a.ends_at, 'infinity')`;
  const endsWithin = (days: number) =>
    sql`(${stands.now} and ${end} > ${at}::timestamptz and ${end} < ${addMs(at, days * dayMs)}::timestamptz)`;
  const filters = {
    now: stands.now,
    scheduled: stands.next,
    ended: stands.ended,
    endless: sql`(a.gone_at is null and a.ends_at is null)`,
    waiting: sql`(a.awaits_sync_since is not null)`,
    drift: sql`a.id in (${openDrift})`,
    ends7: endsWithin(7),
    ends30: endsWithin(30),
    ends90: endsWithin(90),
  };
  return filters[state];
}
