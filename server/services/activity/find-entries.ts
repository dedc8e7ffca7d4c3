import { type SQL, sql } from 'drizzle-orm';
import { isUuid } from '#lib/ids';
import { dayWindow } from '#lib/time/day';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { liesIn } from '../buildings/area.ts';
import { matches } from '../search/matches.ts';
import type { ActivityFilters } from './list-query.ts';

/**
 * Condition on `audit_entry e`: what this viewer may read of the log. Owners read all of it, others what happened in
 * their buildings and what they did themselves.
 */
export const isVisible = (session: Session): SQL =>
  session.scope === 'all'
    ? sql`true`
    : sql`(${inScope(session, sql`e.building_id`)} or e.staff_id = ${session.staff.id})`;

/**
 * Condition on an entry: its names and personal data are this viewer's to see. One's own act in a building that has
 * left one's scope stays readable, but no longer tells whom it was about.
 */
export const isKnowable = (session: Session, entry: SQL): SQL =>
  session.scope === 'all'
    ? sql`true`
    : sql`(${inScope(session, sql`${entry}.building_id`)}
        or (${entry}.building_id is null and ${entry}.staff_id = ${session.staff.id}))`;

/** Condition on `audit_entry e`: visible, and found by the filters. */
export function isFound(session: Session, filters: ActivityFilters): SQL {
  const { event, outcome, staff, person } = filters;
  const conditions = [
    isVisible(session),
    event && sql`e.event = ${event}`,
    outcome && sql`e.phase = ${outcome}`,
    staff && sql`e.staff_id = ${staff}`,
    liesIn(filters, sql`e.building_id`),
    person && sql`e.object_id = ${person} and e.object_type = 'person'`,
    filters.from && sql`e.at >= ${dayWindow(filters.from, 'UTC').start}`,
    filters.to && sql`e.at < ${dayWindow(filters.to, 'UTC').end}`,
    filters.q && isAbout(session, filters.q.trim().toLowerCase()),
  ];
  return sql.join(
    conditions.filter((condition) => condition !== ''),
    sql` and `,
  );
}

/** An id finds the request, operation or thing of that id; words find people in scope by name, email or phone. */
const isAbout = (session: Session, q: string): SQL =>
  isUuid(q)
    ? sql`(e.request_id = ${q} or e.operation_id = ${q} or e.object_id = ${q})`
    : sql`e.object_type = 'person' and e.object_id in (
        select person.id from person where (${matches(q)}) and ${personInScope(session, sql`person.id`)})`;
