import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { PersonRow } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { findPeople, inBuildings, matches } from './find-people.ts';
import { countPeopleQuery, type ListPeopleQuery, type PeopleFilters } from './list-query.ts';

type FoundRow = {
  id: string;
  sort_name: string;
  name: string;
  email: string | null;
  phone: string | null;
  buildings: string[] | null;
  active_doors: number;
  scheduled_doors: number;
  next_end: Instant | null;
  next_end_zone: string | null;
  pending_doors: number;
};

/** One page of the people in scope. Reads the mirror only. Throws Refusal `invalid` for a cursor of another list. */
export async function listPeople(session: Session, query: ListPeopleQuery): Promise<Page<PersonRow>> {
  await requirePermission(session, 'person.read');
  const order = { sort: query.sort, filters: countPeopleQuery.strip().parse(query) };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<FoundRow>(withFacts(session, findPeople(session, query, place), at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, (row) => ({ key: row.sort_name, id: row.id }));
  return { ...page, items: page.items.map(toRow), ...freshness };
}

/** How many people the same filters find. */
export async function countPeople(session: Session, filters: PeopleFilters): Promise<Count> {
  await requirePermission(session, 'person.read');
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from person
    where gone_at is null and ${matches(filters.q)} and ${inBuildings(session, filters)}`);
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

/** Adds to the ids found what the list shows of each: only accesses and operations in scope are told and counted. */
const withFacts = (session: Session, found: SQL, at: Instant): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f)
  select found.id, found.sort_name, p.first_name || ' ' || p.last_name as name, p.email, p.phone, held.*, asked.*
  from found join person p on p.id = found.id
  left join lateral (
    select array_agg(distinct b.name) filter (where b.name is not null) as buildings,
      count(distinct a.door_id) filter (where a."window" @> ${at}::timestamptz) as active_doors,
      count(distinct a.door_id) filter (where a.starts_at > ${at}::timestamptz) as scheduled_doors,
      min(a.ends_at) filter (where a."window" @> ${at}::timestamptz) as next_end,
      (array_agg(b.time_zone order by a.ends_at) filter (where a."window" @> ${at}::timestamptz))[1] as next_end_zone
    from access a left join building b on b.id = a.building_id
    where a.person_id = found.id and a.gone_at is null and ${inScope(session, sql`a.building_id`)}
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
  ) held on true
  left join lateral (
    select count(distinct d.door_id) as pending_doors
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = found.id and i.state <> 'settled' and ${inScope(session, sql`d.building_id`)}
  ) asked on true
  order by found.position`;

const toRow = (row: FoundRow): PersonRow => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  buildings: row.buildings ?? [],
  activeDoors: row.active_doors,
  scheduledDoors: row.scheduled_doors,
  nextEnd: row.next_end,
  nextEndZone: row.next_end_zone,
  pendingDoors: row.pending_doors,
});
