import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Area } from '#lib/area';
import type { Permission } from '#lib/permissions';
import type { SelectableList } from '#lib/selectable-lists';
import type { Instant } from '#lib/time/instant';
import { doorInScope, inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { parseStrictly } from '#server/auth/strict-input';
import { now } from '#server/clock';
import { accessFilters } from '../accesses/access-filters.ts';
import type { AccessSort } from '../accesses/access-orders.ts';
import { findAccesses } from '../accesses/find-accesses.ts';
import { listAccessesQuery } from '../accesses/list-query.ts';
import { accessOrder } from '../accesses/read-accesses.ts';
import { findBuildings } from '../buildings/find-buildings.ts';
import { listBuildingsQuery } from '../buildings/list-query.ts';
import { doorcodeFilter } from '../doorcodes/list-doorcodes.ts';
import { listDoorcodesQuery } from '../doorcodes/list-query.ts';
import { findDoorPage } from '../doors/find-door-page.ts';
import { listDoorsQuery } from '../doors/list-query.ts';
import { endingFilter } from '../ending/ending-filter.ts';
import { listEndingQuery } from '../ending/list-query.ts';
import { guestFilter } from '../guests/list-guests.ts';
import { listGuestsQuery } from '../guests/list-query.ts';
import { findPeople } from '../people/find-people.ts';
import { listPeopleQuery } from '../people/list-query.ts';

type Listed = {
  permission: Permission;
  /** Query for the ids that a page's query string finds in scope, `limit + 1` at most, in the order of the page. */
  matching: (session: Session, search: Record<string, string | string[]>, limit: number) => Promise<SQL>;
  /** Query for those of these ids that are in scope, in the list's first order. */
  among: (session: Session, ids: string[]) => SQL;
};

/** What each list that rows can be chosen in knows of its ids. */
export const selectable: Record<SelectableList, Listed> = {
  people: {
    permission: 'person.read',
    matching: async (session, search, limit) =>
      findPeople(session, whole(listPeopleQuery, search, limit), null, await now()),
    among: (session, ids) => sql`
      select id from person where ${isOneOf(sql`id`, ids)} and gone_at is null and ${personInScope(session, sql`person.id`)}
      order by sort_name, id`,
  },
  doors: {
    permission: 'door.read',
    matching: async (session, search, limit) =>
      findDoorPage(session, whole(listDoorsQuery, search, limit), null, await now()),
    among: (session, ids) => sql`
      select id from door where ${isOneOf(sql`id`, ids)} and gone_at is null
        and ${doorInScope(session, sql`building_id`, sql`id`)}
      order by sort_name, id`,
  },
  buildings: {
    permission: 'building.read',
    matching: async (session, search, limit) =>
      findBuildings(session, whole(listBuildingsQuery, search, limit), null, await now()),
    among: (session, ids) => sql`
      select id from building where ${isOneOf(sql`id`, ids)} and gone_at is null and ${inScope(session, sql`id`)}
      order by sort_name, id`,
  },
  accesses: ofAccesses(listAccessesQuery, accessFilters, sql`p.sort_name, p.id, a.id`),
  doorcodes: ofAccesses(listDoorcodesQuery, doorcodeFilter, sql`b.sort_name, p.sort_name, p.id, a.id`),
  guests: ofAccesses(listGuestsQuery, guestFilter, sql`p.sort_name, p.id, a.id`),
  ending: ofAccesses(listEndingQuery, endingFilter, sql`coalesce(a.ends_at, 'infinity'), a.id`),
};

type AccessQuery = Area & { q: string; sort: AccessSort | `-${AccessSort}` };

function ofAccesses<Q extends AccessQuery>(
  schema: z.ZodType<Q>,
  filter: (query: Q, at: Instant) => SQL | null | Promise<SQL>,
  order: SQL,
): Listed {
  return {
    permission: 'access.read',
    matching: async (session, search, limit) => {
      const query = whole(schema, search, limit);
      const where = await filter(query, await now());
      return findAccesses(session, { ...query, where }, { ...accessOrder(query.sort), place: null, limit });
    },
    among: (session, ids) => sql`
      select a.id from access a join person p on p.id = a.person_id left join building b on b.id = a.building_id
      where ${isOneOf(sql`a.id`, ids)} and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)}
      order by ${order}`,
  };
}

/** The query of a page that holds all there is, up to `limit`. Refuses what the list's own GET handler would refuse. */
const whole = <Q>(schema: z.ZodType<Q>, search: Record<string, string | string[]>, limit: number) => ({
  ...parseStrictly(schema, search),
  cursor: '',
  limit,
});

const isOneOf = (id: SQL, ids: string[]): SQL => sql`${id} = any(${sql.param(ids)}::uuid[])`;
