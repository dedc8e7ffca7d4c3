import { type SQL, sql } from 'drizzle-orm';
import { may, type Permission } from '#lib/permissions';
import type { SearchHit, SearchKind } from '#lib/schemas/search';
import { doorInScope, inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { matches } from './matches.ts';

type Source = {
  kind: SearchKind;
  permission: Permission;
  /** `from`: a table with `id`, `sort_name` and `search_text`, cut to what this viewer may see. */
  visible: (session: Session) => SQL;
  name: SQL;
  detail: SQL;
};

const buildingName = sql`(select b.name from building b where b.id = building_id)`;

/** What Gatehouse keeps of a building until somebody archives it, found by its name alone. */
const inUse =
  (table: SQL): Source['visible'] =>
  (session) =>
    sql`
  (select ${table}.*, sort_name as search_text from ${table}) ${table}
  where archived_at is null and ${inScope(session, sql`${table}.building_id`)}`;

/** What can be found, in the order it is listed. A new kind: its word in `lib/schemas/search.ts`, a row here. */
const sources: Source[] = [
  {
    kind: 'person',
    permission: 'person.read',
    visible: (session) => sql`person where gone_at is null and ${personInScope(session, sql`person.id`)}`,
    name: personName(sql`person`),
    detail: sql`coalesce(email, phone)`,
  },
  {
    kind: 'unit',
    permission: 'unit.read',
    visible: inUse(sql`unit`),
    name: sql`name`,
    detail: buildingName,
  },
  {
    kind: 'door',
    permission: 'door.read',
    visible: (session) =>
      sql`door where gone_at is null and ${doorInScope(session, sql`door.building_id`, sql`door.id`)}`,
    name: sql`name`,
    detail: buildingName,
  },
  {
    kind: 'bundle',
    permission: 'unit.read',
    visible: inUse(sql`bundle`),
    name: sql`name`,
    detail: buildingName,
  },
  {
    kind: 'building',
    permission: 'building.read',
    visible: (session) => sql`
      (select building.*, find_text(name || ' ' || address::text, '') as search_text from building) building
      where gone_at is null and ${inScope(session, sql`building.id`)}`,
    name: sql`name`,
    detail: sql`(select p.name from portfolio p where p.id = portfolio_id)`,
  },
];

const ofAKind = 6;
/** So many hits are looked at beside those whose name begins with what was typed: enough to choose six from. */
const candidates = 60;

/** What is called so, a few of each kind: names that begin with it first. Reads the mirror only, in scope. */
export async function searchEverything(session: Session, { q }: { q: string }): Promise<SearchHit[]> {
  const asked = sources.filter(({ permission }) => may(session.staff.role, permission));
  const found = await Promise.all(
    asked.map((source) => db().execute<Omit<SearchHit, 'kind'>>(find(session, source, q))),
  );
  return found.flatMap(({ rows }, at) => rows.flatMap((row) => (asked[at] ? [{ kind: asked[at].kind, ...row }] : [])));
}

function find(session: Session, { visible, name, detail }: Source, q: string): SQL {
  const key = sql`search_key(${q}::text)`;
  const begins = sql`(${key} <> '' and sort_name like ${key} || '%')`;
  const columns = sql`id, sort_name, ${name} as name, ${detail} as detail`;
  // The rest only where it has a place left: among all that begin so it would look through everything to find none.
  return sql`
    with beginning as materialized (
      select ${columns}, 0 as place from ${visible(session)} and ${begins} order by sort_name, id limit ${ofAKind}
    ), rest as (
      select ${columns}, 1 as place from ${visible(session)}
        and (select count(*) from beginning) < ${ofAKind} and (${matches(q)}) and not ${begins} limit ${candidates}
    )
    select id, name, detail from (select * from beginning union all select * from rest) hit
    order by place, sort_name, id limit ${ofAKind}`;
}
