import { type SQL, sql } from 'drizzle-orm';
import { type Area, everywhere } from '#lib/area';
import { doorInScope, inScope, personBuildingInScope, personInScope, type Scoped } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { type Db, db, type Tx } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { mostDoors } from './list-query.ts';

/** Doors of one building: either those that OpenKit lists, or (`isGone`) those it lists no more. */
export type FoundDoors = {
  buildingId: string;
  buildingName: string;
  timeZone: string | null;
  isGone: boolean;
  doorIds: string[];
  doorNames: string[];
};
export type FoundPerson = { id: string; name: string; email: string | null };

/** Most buildings or people to choose from; beyond that the question has to say more. */
export const mostChoices = 12;

/**
 * Doors of the area by the words of a question, building by building: every word begins a word of the name of the door,
 * its unit or its building. Where a door is called exactly so, only such doors, and those of a unit called so. Those
 * that are gone come last, and only where nothing took their place: otherwise the door that did answers for them. Of a
 * building, one door more than can be asked about at the most.
 */
export async function findDoorsByWords(session: Session, words: string, area: Area): Promise<FoundDoors[]> {
  return (await db().execute<FoundDoors>(doorsByWords(session, words, area))).rows;
}

/** The SQL behind it: also explained by the bench and the test of its plan. */
export function doorsByWords(session: Scoped, words: string, area: Area): SQL {
  // Each word is looked up by itself: a condition of several tables would be held against every door there is.
  const named = wordsOf(words).map(
    (word) => sql`(
      select id from door where ${begins(sql`search_text`, word)}
      union all
      select id from door where building_id in (select id from building where ${begins(sql`sort_name`, word)})
      union all
      ${doorsOfUnits(session, begins(sql`u.sort_name`, word))})`,
  );
  const isNamed = named.length === 0 ? sql`false` : sql`d.id = any(array(${sql.join(named, sql` intersect `)}))`;
  return sql`
    with hit as materialized (
      select d.id, d.name, d.sort_name, d.building_id, d.gone_at is not null as is_gone,
        d.sort_name = search_key(${words}::text) as is_exact,
        d.id in (${doorsOfUnits(session, sql`u.sort_name = search_key(${words}::text)`)}) as is_of_unit
      from door d where ${isAskable} and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
        and ${liesIn(area, sql`d.building_id`)} and ${isNamed}
    )
    select hit.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      b.time_zone as "timeZone", hit.is_gone as "isGone",
      (array_agg(hit.id order by hit.sort_name, hit.id))[:${mostDoors + 1}] as "doorIds",
      (array_agg(hit.name order by hit.sort_name, hit.id))[:${mostDoors + 1}] as "doorNames"
    from hit left join building b on b.id = hit.building_id
    where hit.is_exact or hit.is_of_unit or not exists (select 1 from hit exact where exact.is_exact and exact.is_gone <= hit.is_gone)
    group by hit.is_gone, hit.building_id, b.name, b.sort_name, b.time_zone
    order by hit.is_gone, b.sort_name, hit.building_id
    limit ${mostChoices + 1}`;
}

/**
 * People in scope and in the area by the words of a question: every word begins a word of the name, or of the email.
 */
export async function findPeopleByWords(session: Session, words: string, area: Area): Promise<FoundPerson[]> {
  const found = await db().execute<FoundPerson>(sql`
    with hit as materialized (
      select id, ${personName(sql`person`)} as name, email, sort_name from person
      where ${all(wordsOf(words).map((word) => begins(sql`search_text`, word)))} and ${isSeen(session, area)}
    )
    select id, name, email from hit order by sort_name, id limit ${mostChoices + 1}`);
  return found.rows;
}

/** Doors named by an address, as far as they are in scope and in the area. */
export async function findDoorsById(
  session: Session,
  doorIds: string[],
  area: Area,
  source: Db | Tx,
): Promise<FoundDoors[]> {
  const found = await source.execute<FoundDoors>(sql`
    select d.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      b.time_zone as "timeZone", d.gone_at is not null as "isGone", array_agg(d.id order by d.sort_name, d.id) as "doorIds",
      array_agg(d.name order by d.sort_name, d.id) as "doorNames"
    from door d left join building b on b.id = d.building_id
    where d.id = any(${sql.param(doorIds)}::uuid[]) and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
      and ${liesIn(area, sql`d.building_id`)}
    group by d.gone_at is not null, d.building_id, b.name, b.sort_name, b.time_zone
    order by d.gone_at is not null, b.sort_name, d.building_id`);
  return found.rows;
}

export async function findPersonById(
  session: Session,
  personId: string,
  area: Area,
  source: Db | Tx,
): Promise<FoundPerson | null> {
  const found = await source.execute<FoundPerson>(sql`
    select id, ${personName(sql`person`)} as name, email from person
    where id = ${personId} and ${isSeen(session, area)}`);
  return found.rows[0] ?? null;
}

/** The zones of the buildings of the area, in scope, where a person has or had anything to do. */
export async function zonesOfPerson(session: Session, personId: string, area: Area): Promise<string[]> {
  const found = await db().execute<{ zone: string }>(sql`
    select distinct b.time_zone as zone from person_building pb join building b on b.id = pb.building_id
    where pb.person_id = ${personId} and b.time_zone is not null and ${personBuildingInScope(session, sql`pb.person_id`, sql`pb.building_id`)}
      and ${liesIn(area, sql`pb.building_id`)}
    order by b.time_zone`);
  return found.rows.map((row) => row.zone);
}

/** Condition on `person`: in scope, and with something to do in the area as far as that is in scope. */
function isSeen(session: Session, area: Area): SQL {
  if (area.portfolio === everywhere.portfolio && area.building === everywhere.building) {
    return personInScope(session, sql`person.id`);
  }
  return sql`exists (
    select 1 from person_building pb where pb.person_id = person.id and ${liesIn(area, sql`pb.building_id`)}
      and ${personBuildingInScope(session, sql`pb.person_id`, sql`pb.building_id`)})`;
}

const isAskable = sql`(d.gone_at is null or not exists (
  select 1 from door_successor s where s.old_door_id = d.id and s.new_door_id is not null))`;

const doorsOfUnits = (session: Scoped, isMeant: SQL): SQL => sql`
  select ud.door_id from unit u join unit_door ud on ud.unit_id = u.id
  where u.archived_at is null and ${inScope(session, sql`u.building_id`)} and ${isMeant}`;

/** Signs alone are no word: a dash between two of them asks for nothing. */
const wordsOf = (words: string): string[] =>
  words
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 8);

/**
 * Trigrams know where words begin: both patterns are answered from the search index, for one letter too. A word in
 * quotes is a whole one.
 */
const begins = (column: SQL, word: string): SQL => {
  const key = sql`search_key(${word}::text)`;
  const isWhole = word.startsWith('"') ? sql`and ' ' || ${column} || ' ' like '% ' || ${key} || ' %'` : sql``;
  return sql`((${column} like ${key} || '%' or ${column} like '% ' || ${key} || '%') ${isWhole})`;
};

const all = (conditions: SQL[]): SQL => (conditions.length === 0 ? sql`false` : sql.join(conditions, sql` and `));
