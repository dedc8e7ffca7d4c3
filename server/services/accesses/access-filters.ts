import { type SQL, sql } from 'drizzle-orm';
import { type AccessFacets, accessMarks } from '#lib/access-facets';
import type { LockTrouble } from '#lib/door-facets';
import { partsOf } from '#lib/search-params';
import { addMs, dayMs, type Instant } from '#lib/time/instant';
import { standsAt } from '../doors/find-door-accesses.ts';
import { hasTrouble } from '../doors/lock-troubles.ts';
import { openDrift } from '../drift/open-drift.ts';

/**
 * Condition on `access a`: every facet that is set holds; null = none is. `at` is the domain's now. `buildingIds`:
 * where it is asked, if not everywhere; of those buildings alone the doors are looked at.
 */
export function accessFilters(
  facets: Partial<AccessFacets & { door: string }>,
  at: Instant,
  buildingIds: 'all' | SQL = 'all',
): SQL | null {
  const { role, type, state, ends, granter, lock = '', changes = '', door } = facets;
  const troubles = partsOf(accessMarks.lock, lock);
  return allOf([
    role && sql`a.role = ${role}`,
    type && sql`a.passcode_type = ${type}`,
    state && stateFilter(state, at),
    // Nothing that has ended is still to end, nor without one: said outright, it is looked for nowhere.
    ends && (state === 'ended' ? sql`false` : endsFilter(ends, at)),
    granter && sql`a.granter_kind = ${granter}`,
    troubles.length > 0 && lockFilter(troubles, at, buildingIds),
    ...partsOf(accessMarks.changes, changes).map((kind) => changed[kind]),
    door && sql`a.door_id = ${door}`,
  ]);
}

/**
 * Whether one facet alone is asked for, as a comparison that an index of accesses answers: not what is one thing or
 * another, nor what other tables know.
 */
export function isSingle({
  role,
  type,
  state,
  ends,
  granter,
  lock,
  changes,
  door,
}: Partial<AccessFacets & { door: string }>): boolean {
  const asked = [role, type, state, ends, granter].filter(Boolean);
  return asked.length === 1 && !lock && !changes && !door && state !== 'ended';
}

/** Whether several things are asked of a lock at once: a few in a hundred accesses, spread over all of them. */
export const isRare = ({ lock = '' }: Partial<AccessFacets>): boolean => partsOf(accessMarks.lock, lock).length > 1;

/**
 * Everywhere a join that may begin with the doors, and does where they are few (`offset 0`: else each access's door may
 * be looked up); in some buildings a filter, because their accesses are read anyway.
 */
function lockFilter(troubles: LockTrouble[], at: Instant, buildingIds: 'all' | SQL): SQL {
  const conditions = [sql`d.gone_at is null`, ...troubles.map((trouble) => hasTrouble(trouble, at))];
  const doors = sql`select d.id from door d where ${sql.join(conditions, sql` and `)}`;
  return buildingIds === 'all'
    ? sql`a.door_id in (${doors}${troubles.length > 1 ? sql` offset 0` : sql``})`
    : sql`(a.door_id in (${doors} and d.building_id = any(${buildingIds}))) is true`;
}

function allOf(conditions: (SQL | '' | false | undefined)[]): SQL | null {
  const set = conditions.filter((condition) => condition instanceof Object);
  return set.length === 0 ? null : sql.join(set, sql` and `);
}

const changed = {
  waiting: sql`(a.awaits_sync_since is not null)`,
  drift: sql`a.id in (${openDrift})`,
};

function stateFilter(state: Exclude<AccessFacets['state'], ''>, at: Instant): SQL {
  const stands = standsAt(at);
  const filters = {
    now: stands.now,
    scheduled: stands.next,
    ended: stands.ended,
  };
  return filters[state];
}

function endsFilter(ends: Exclude<AccessFacets['ends'], ''>, at: Instant): SQL {
  const filters = {
    endless: sql`(a.gone_at is null and a.open_until = 'infinity')`,
    ends7: endsWithin(7, at),
    ends30: endsWithin(30, at),
    ends90: endsWithin(90, at),
  };
  return filters[ends];
}

/** A guest from tomorrow until the day after runs out as well: what has not begun is counted. */
export const endsWithin = (days: number, at: Instant): SQL => sql`
  (a.gone_at is null and a.open_until > ${at}::timestamptz and a.open_until < ${addMs(at, days * dayMs)}::timestamptz)`;
