import { type SQL, sql } from 'drizzle-orm';
import { isUuid } from '#lib/ids';
import { dayWindow } from '#lib/time/day';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { liesIn } from '../buildings/area.ts';
import { matches } from '../search/matches.ts';
import type { ActivityFilters } from './list-query.ts';

/** The doors that an entry is about. */
const doorsOf = (entry: SQL): SQL => sql`array(
  select ${entry}.object_id where ${entry}.object_type = 'door'
  union select jsonb_array_elements_text(coalesce(${entry}.payload::jsonb->'details'->'doorIds', '[]'))::uuid
  union select (${entry}.payload::jsonb->'details'->>'doorId')::uuid where ${entry}.payload::jsonb->'details' ? 'doorId')`;

/**
 * Condition on an entry: some of its doors (`&&`), or all of them and at least one (`<@`), are in scope by themselves.
 */
function isAboutDoors({ scope }: Session, entry: SQL, share: '&&' | '<@'): SQL {
  if (scope === 'all' || scope.doorIds.length === 0) return sql`false`;
  const doorIds = sql`${sql.param(scope.doorIds)}::uuid[]`;
  return sql`(${entry}.building_id in (select building_id from door where id = any(${doorIds}))
    and cardinality(${doorsOf(entry)}) > 0 and ${doorsOf(entry)} ${sql.raw(share)} ${doorIds})`;
}

/**
 * Condition on `audit_entry e`: what this viewer may read of the log. Owners read all of it, others what happened in
 * their buildings, or to their doors where they have single ones, and what they did themselves.
 */
export const isVisible = (session: Session): SQL =>
  session.scope === 'all'
    ? sql`true`
    : sql`(${inScope(session, sql`e.building_id`)} or e.staff_id = ${session.staff.id}
        or ${isAboutDoors(session, sql`e`, '&&')})`;

/**
 * Condition on an entry: its names and personal data are this viewer's to see. One's own act in a building that has
 * left one's scope stays readable, but no longer tells whom it was about; nor does one that is about other doors as
 * well.
 */
export const isKnowable = (session: Session, entry: SQL): SQL =>
  session.scope === 'all'
    ? sql`true`
    : sql`(${inScope(session, sql`${entry}.building_id`)} or ${isAboutDoors(session, entry, '<@')}
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
    filters.q.trim() && isAbout(session, filters.q.trim().toLowerCase()),
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
