import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { isOf } from '../accesses/access-orders.ts';
import { matches } from '../search/matches.ts';
import type { DoorAccessFilters } from './accesses-query.ts';

/** Condition on `access a`: where it stands at this instant, as `windowState` and a reading without it would say. */
export const standsAt = (at: Instant): Record<DoorAccessFilters['show'], SQL> => ({
  now: sql`(a.gone_at is null and a.starts_at <= ${at}::timestamptz and ${notOver(at)})`,
  next: sql`(a.gone_at is null and a.starts_at > ${at}::timestamptz and ${notOver(at)})`,
  ended: sql`(a.gone_at is not null or a.open_until <= ${at}::timestamptz)`,
});

/** The same as a value. */
export const standing = (at: Instant): SQL => sql`
  case when ${standsAt(at).now} then 'now' when ${standsAt(at).next} then 'next' else 'ended' end`;

const notOver = (at: Instant): SQL => sql`a.open_until > ${at}::timestamptz`;

/**
 * The accesses of one door that pass the filters, with what they are put in order by: a stretch of `access_by_door`.
 */
export const doorAccesses = (session: Session, { id, show, q }: DoorAccessFilters, at: Instant): SQL => sql`
  select a.id, a.person_id, a.person_sort as sort_name, a.open_until as ends_at
  from access a join door f on ${isOf.door}
  where f.id = ${id} and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)} and ${standsAt(at)[show]}
    and ${q.trim() ? sql`a.person_id in (select id from person where ${matches(q)})` : sql`true`}`;
