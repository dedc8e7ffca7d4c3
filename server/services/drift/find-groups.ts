import { type SQL, sql } from 'drizzle-orm';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { liesIn } from '../buildings/area.ts';
import { holds } from '../search/matches.ts';
import type { DriftFilters } from './list-query.ts';

/** The name of what `drift g` is grouped by. */
export const subjectName = (g: SQL): SQL => sql`
  case ${g}.kind when 'person_vanished'
    then (select ${personName(sql`p`)} from person p where p.id = ${g}.subject_id)
    else (select d.name from door d where d.id = ${g}.subject_id) end`;

/**
 * Groups of drift that the filters find in scope: one a kind, subject and building; accepted ones one for each time
 * somebody accepted. `at` is what they are ordered by.
 */
export function driftGroups(session: Session, { kind, show, q, ...area }: DriftFilters): SQL {
  const accepted = show === 'accepted';
  const groups = sql`
    select x.kind, x.subject_id, x.building_id, count(*) as count, min(x.at) as first_at, max(x.at) as last_at,
      x.accepted_at, x.accepted_by, x.note, ${accepted ? sql`x.accepted_at` : sql`max(x.at)`} as at
    from drift x
    where ${accepted ? sql`x.accepted_at is not null` : sql`x.accepted_at is null`} and ${inScope(session, sql`x.building_id`)}
      and ${kind ? sql`x.kind = ${kind}` : sql`true`} and ${liesIn(area, sql`x.building_id`)}
    group by x.kind, x.subject_id, x.building_id, x.accepted_at, x.accepted_by, x.note`;
  if (!q.trim()) return groups;
  return sql`select g.* from (${groups}) g where ${holds(subjectText(sql`g`), q)}`;
}

/** What lists of people and doors look in to find the same. */
const subjectText = (g: SQL): SQL => sql`
  case ${g}.kind when 'person_vanished'
    then (select p.search_text from person p where p.id = ${g}.subject_id)
    else (select d.search_text from door d where d.id = ${g}.subject_id) end`;
