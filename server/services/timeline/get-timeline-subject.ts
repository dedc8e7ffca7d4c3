import { sql } from 'drizzle-orm';
import { requirePermission } from '#server/auth/policy';
import { doorInScope, inScope, personBuildingInScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import type { TimelineAsked } from './list-query.ts';

export type TimelineSubject = { name: string; timeZone: string | null };

/** What a timeline is of, and the zone its days are counted in; null when nothing in scope is named. */
export async function getTimelineSubject(session: Session, asked: TimelineAsked): Promise<TimelineSubject | null> {
  await requirePermission(session, 'access.read');
  const { building, unit, door, person } = asked;
  if (!building && !unit && !door && !person) return null;
  const ofPerson = sql`
    select ${personName(sql`p`)} as name, (
      select min(b.time_zone) from person_building pb join building b on b.id = pb.building_id
      where pb.person_id = p.id and ${personBuildingInScope(session, sql`p.id`, sql`b.id`)}
        and ${liesIn(asked, sql`b.id`)}) as "timeZone"
    from person p where p.id = ${person || null} and ${personInScope(session, sql`p.id`)}`;
  const ofPlace = door
    ? sql`select d.name || ', ' || coalesce(b.name, 'Unknown building') as name, b.time_zone as "timeZone"
        from door d left join building b on b.id = d.building_id
        where d.id = ${door} and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}`
    : unit
      ? sql`select u.name || ', ' || coalesce(b.name, 'Unknown building') as name, b.time_zone as "timeZone"
          from unit u left join building b on b.id = u.building_id
          where u.id = ${unit} and ${inScope(session, sql`u.building_id`)}`
      : sql`select name, time_zone as "timeZone" from building b
          where id = ${building || null} and ${liesIn(asked, sql`b.id`)} and ${inScope(session, sql`b.id`)}`;
  const found = await db().execute<TimelineSubject>(person ? ofPerson : ofPlace);
  return found.rows[0] ?? null;
}
