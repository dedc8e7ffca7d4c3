import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { PersonPair } from '#lib/schemas/drift';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope, personBuildingInScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';

const shownPairs = 10;

type Pair = { oldId: string; newId: string };

/** Whoever went longer ago than this is not looked for any more: people move out every day. */
const lookedForDays = 90;

/** Pairs (`old_id`, `new_id`) that may be one person: by the address, or by name and the very same access. */
export function pairedPeople(at: Instant): SQL {
  const hasGone = sql`o.gone_at > ${at}::timestamptz - make_interval(days => ${lookedForDays}::int)`;
  return sql`
    select o.id as old_id, n.id as new_id from person o join person n on n.email_key = o.email_key
    where ${hasGone} and n.gone_at is null and o.id <> n.id
    union
    select f.person_id, n.id from former_email f join person n on n.email_key = f.email_key
    where n.gone_at is null and n.id <> f.person_id
    union
    select o.id, n.id from person o join person n on n.sort_name = o.sort_name
    where ${hasGone} and n.gone_at is null and o.id <> n.id and exists (
      select 1 from access a join access b on b.person_id = n.id and b.door_id = a.door_id
        and b.start_key = a.start_key and b.passcode_type = a.passcode_type and b.gone_at is null
      where a.person_id = o.id)`;
}

/**
 * People who may have become one at OpenKit: somebody is gone, or has another email now, and the address they had
 * belongs to somebody else; or somebody gone is back under the same name with the very same access. A person decides;
 * until then leases and reasons stay where they are.
 */
export async function findPersonPairs(session: Session, area: Area): Promise<PersonPair[]> {
  await requirePermission(session, 'person.read');
  const { rows } = await db().execute<Pair>(sql`
    select distinct on (pair.old_id) pair.old_id as "oldId", pair.new_id as "newId"
    from (${pairedPeople(await now())}) pair
    where not exists (select 1 from person_successor s where s.old_person_id = pair.old_id)
      and not exists (select 1 from person_link l where l.from_person_id = pair.old_id and l.to_person_id = pair.new_id)
      and ${personInScope(session, sql`pair.old_id`)} and ${personInScope(session, sql`pair.new_id`)}
      and ${hasToDoIn(area, session)}
    order by pair.old_id, pair.new_id limit ${shownPairs}`);
  const versions = await readVersions(
    session,
    rows.flatMap(({ oldId, newId }) => [oldId, newId]),
  );
  return rows.flatMap(({ oldId, newId }) => {
    const [oldPerson, newPerson] = [versions.get(oldId), versions.get(newId)];
    return oldPerson && newPerson ? [{ oldPerson, newPerson }] : [];
  });
}

/** Condition: one of the pair has or had something in the area, where it may be seen. */
const hasToDoIn = (area: Area, session: Session): SQL =>
  area.portfolio || area.building
    ? sql`exists (
        select 1 from person_building pb where pb.person_id in (pair.old_id, pair.new_id)
          and ${personBuildingInScope(session, sql`pb.person_id`, sql`pb.building_id`)} and ${liesIn(area, sql`pb.building_id`)})`
    : sql`true`;

type Version = PersonPair['oldPerson'];

/** How each of them stands, in scope: who OpenKit says they are, what they hold, and what is noted here. */
async function readVersions(session: Session, ids: readonly string[]): Promise<Map<string, Version>> {
  const { rows } = await db().execute<Version>(sql`
    select p.id, ${personName(sql`p`)} as name, p.email, p.phone, p.gone_at is not null as "isGone",
      array(select distinct d.name from access a join door d on d.id = a.door_id
        where a.person_id = p.id and a.gone_at is null and ${inScope(session, sql`a.building_id`)} order by 1) as doors,
      array(select distinct u.name || ', ' || b.name from tenancy t join unit u on u.id = t.unit_id
        join building b on b.id = t.building_id
        where t.person_id = p.id and t.ended_at is null and ${inScope(session, sql`t.building_id`)} order by 1) as leases,
      (select count(distinct r.door_id)::int from access_reason r
        where r.person_id = p.id and r.ended_at is null and ${inScope(session, sql`r.building_id`)}) as "wantedDoors"
    from person p where p.id = any(${sql.param([...ids])}::uuid[])`);
  return new Map(rows.map((version) => [version.id, version]));
}
