import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { matches } from '../search/matches.ts';
import type { DoorAccessFilters } from './accesses-query.ts';

/** Condition on `access a`: where it stands at this instant, as `windowState` and a reading without it would say. */
export const standsAt = (at: Instant): Record<DoorAccessFilters['show'], SQL> => ({
  now: sql`(a.gone_at is null and a.starts_at <= ${at}::timestamptz and ${notOver(at)})`,
  next: sql`(a.gone_at is null and a.starts_at > ${at}::timestamptz and ${notOver(at)})`,
  ended: sql`(a.gone_at is not null or a.ends_at <= ${at}::timestamptz)`,
});

const notOver = (at: Instant): SQL => sql`(a.ends_at is null or a.ends_at > ${at}::timestamptz)`;

/**
 * The accesses of one door that pass the filters, with the name their person is sorted by: that of `person_building`,
 * one short stretch of an index for a whole building, where the people of a lobby lie all over their own table.
 */
export const doorAccesses = (session: Session, { id, show, q }: DoorAccessFilters, at: Instant): SQL => sql`
  select a.id, a.person_id, pb.sort_name, coalesce(a.ends_at, 'infinity') as ends_at
  from access a join person_building pb on pb.building_id = a.building_id and pb.person_id = a.person_id
  where a.door_id = ${id} and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)} and ${standsAt(at)[show]}
    and ${q.trim() ? sql`a.person_id in (select id from person where ${matches(q)})` : sql`true`}`;
