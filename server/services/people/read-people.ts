import { type SQL, sql } from 'drizzle-orm';
import type { PersonRow } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import { doorInScope, inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import type { Db, Tx } from '#server/db/pool';

type FoundRow = {
  id: string;
  key: string;
  name: string;
  email: string | null;
  phone: string | null;
  buildings: string[] | null;
  hosts: string[] | null;
  active_doors: number;
  scheduled_doors: number;
  next_end: Instant | null;
  next_end_zone: string | null;
  pending_doors: number;
};

/**
 * What the list shows of the people that `found` (a query for `id`, `key` and names, see `findPeople`) gives, in its
 * order: only accesses and operations in scope are told and counted. `at` is the domain's now.
 */
export async function readPeople(
  db: Db | Tx,
  session: Session,
  found: SQL,
  at: Instant,
): Promise<(PersonRow & { key: string })[]> {
  const { rows } = await db.execute<FoundRow>(withFacts(session, found, at));
  return rows.map(toRow);
}

/** Adds to the ids found what the list shows of each, read from indexes alone where that is possible. */
const withFacts = (session: Session, found: SQL, at: Instant): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f),
  -- Hundreds at most: read once instead of looked up for each row.
  b as materialized (select id, name, time_zone from building),
  open as materialized (
    select i.person_id, count(distinct d.door_id) as doors
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.state <> 'settled' and ${doorInScope(session, sql`d.building_id`, sql`d.door_id`)} group by i.person_id)
  select found.id, found.key, ${personName(sql`found`)} as name, found.email, found.phone, held.*,
    inviting.hosts, coalesce(open.doors, 0) as pending_doors
  from found
  left join lateral (
    select array_agg(distinct b.name) filter (where b.name is not null) as buildings,
      count(distinct a.door_id) filter (where a.starts_at <= ${at}::timestamptz) as active_doors,
      count(distinct a.door_id) filter (where a.starts_at > ${at}::timestamptz and a.starts_at < a.open_until) as scheduled_doors,
      nullif(min(a.open_until) filter (where a.starts_at <= ${at}::timestamptz), 'infinity') as next_end,
      (array_agg(b.time_zone order by a.open_until) filter (where a.starts_at <= ${at}::timestamptz))[1] as next_end_zone
    from access a left join b on b.id = a.building_id
    where a.person_id = found.id and a.gone_at is null and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)}
      and a.open_until > ${at}::timestamptz
  ) held on true
  left join lateral (
    select array_agg(distinct ${personName(sql`h`)}) as hosts
    from access_reason r join person h on h.id = r.host_id
    where r.person_id = found.id and r.ended_at is null and (r.ends_at is null or r.ends_at > ${at}::timestamptz)
      and ${inScope(session, sql`r.building_id`)}
  ) inviting on true
  left join open on open.person_id = found.id
  order by found.position`;

const toRow = (row: FoundRow): PersonRow & { key: string } => ({
  key: row.key,
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  buildings: row.buildings ?? [],
  hosts: row.hosts ?? [],
  activeDoors: row.active_doors,
  scheduledDoors: row.scheduled_doors,
  nextEnd: row.next_end,
  nextEndZone: row.next_end_zone,
  pendingDoors: row.pending_doors,
});
