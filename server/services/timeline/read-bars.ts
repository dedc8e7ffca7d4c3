import { type SQL, sql } from 'drizzle-orm';
import { doorInScope, inScope, personInScope, type Scoped } from '#server/auth/scope';
import { liesIn } from '../buildings/area.ts';
import { doorsMeant } from '../doors/doors-meant.ts';
import { heldSpans } from '../questions/held-spans.ts';
import type { TimelineAsked } from './list-query.ts';

/**
 * The bars of accesses by all the ledger saw: one for each stretch of time in which an access opened its door without a
 * break. One that was taken away and given again has two. What OpenKit confirmed late may open from its sending on.
 * `where` is a condition on `access_event e`; see `heldSpans`.
 */
export const readBars = (session: Scoped, where: SQL): SQL => sql`
  select bar.access_id || '.' || bar.stretch as id, bar.access_id as "accessId", bar.person_id as "personId",
    bar.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
    coalesce(d.sort_name, 'unknown door') as sort_name, d.building_id, b.time_zone as "timeZone",
    bar.starts_at, nullif(bar.ends_at, 'infinity') as ends_at, coalesce(a.day is not null, false) as "isDaily",
    exists (
      select 1 from access_event gone where gone.door_id = bar.door_id and gone.access_id = bar.access_id
        and gone.at = bar.ends_at and gone.name = 'access.vanished') as "isTaken"
  from (
    select access_id, person_id, door_id, stretch, min(opens_from) as starts_at, max(opens_until) as ends_at
    from (
      select *, count(*) filter (where is_new) over (partition by access_id order by at, event_id) as stretch
      from (
        select *, coalesce(opens_from > lag(opens_until) over (partition by access_id order by at, event_id), true) as is_new
        from (${spansFromSending(where)}) span where opens_from < opens_until
      ) marked
    ) stretched group by access_id, person_id, door_id, stretch
  ) bar
  left join door d on d.id = bar.door_id left join building b on b.id = d.building_id
  left join access a on a.id = bar.access_id
  where ${doorInScope(session, sql`d.building_id`, sql`bar.door_id`)}`;

/** Of each door that is asked about, the few calls whose answer was lost are looked up once. */
const spansFromSending = (where: SQL): SQL => sql`
  with span as materialized (${heldSpans(where)}),
  unconfirmed as materialized (
    select d.operation_id, i.person_id, d.door_id, min(d.unconfirmed_from) as since
    from operation_item_door d join operation_item i on i.id = d.item_id
    where d.unconfirmed_from is not null and d.door_id = any(array(select distinct door_id from span))
    group by 1, 2, 3)
  select access_id, person_id, door_id, event_id, at, opens_until, case when since is null then opens_from
    else least(opens_from, greatest(held_from, last_at, since)) end as opens_from
  from span left join unconfirmed using (operation_id, person_id, door_id)`;

/** The same as JSON, earliest first, after `from bar`. */
export const barsAsJson: SQL = sql`
  json_agg(json_build_object('id', bar.id, 'accessId', bar."accessId", 'personId', bar."personId",
    'doorName', bar."doorName", 'timeZone', bar."timeZone", 'start', to_char(bar.starts_at at time zone 'UTC', ${'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'}),
    'end', to_char(bar.ends_at at time zone 'UTC', ${'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'}),
    'isDaily', bar."isDaily", 'isTaken', bar."isTaken") order by bar.starts_at, bar.id)`;

/** Which events a timeline is made of, all of its rows together: a condition on `access_event e`. */
export function barsAsked(session: Scoped, asked: TimelineAsked): SQL {
  if (asked.person) {
    return sql`e.person_id = ${asked.person} and ${personInScope(session, sql`e.person_id`)}
      and ${liesIn(asked, sql`e.building_id`)}`;
  }
  const doors = doorsAsked(session, asked);
  const ofBuilding = sql`array(
    select id from door where building_id = ${asked.building || null} and ${liesIn(asked, sql`building_id`)}
      and ${inScope(session, sql`building_id`)})`;
  return sql`e.door_id = any(${doors ?? ofBuilding})`;
}

/**
 * The doors a timeline is of, with those they took the place of, as an array in SQL: those in scope, and of a unit none
 * unless its building is. Null = every door of the building.
 */
export function doorsAsked(session: Scoped, { unit, door }: TimelineAsked): SQL | null {
  if (door) return doorsMeant(session, sql`array[${door}]::uuid[]`);
  if (!unit) return null;
  const ofUnit = sql`array(
    select ud.door_id from unit_door ud join unit u on u.id = ud.unit_id
    where u.id = ${unit} and ${inScope(session, sql`u.building_id`)})`;
  return doorsMeant(session, ofUnit);
}
