import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Area } from '#lib/area';
import { uuid } from '#lib/schemas/uuid';
import { holdsBuilding, inScope, isByDoor, uuids } from '#server/auth/scope';
import type { Session } from '#server/auth/session';

/** The id of something to narrow a list to; empty = any. */
export const optionalId = z.union([z.literal(''), uuid]).default('');

/** The part of a query that narrows it to a portfolio, a building, or both. */
export const areaQuery = { portfolio: optionalId, building: optionalId };

/** Condition: the building named by this column lies in the area. What may be seen there is for `inScope` to say. */
export function liesIn({ portfolio, building }: Area, buildingId: AnyColumn | SQL): SQL {
  const isBuilding = building ? sql`${buildingId} = ${building}` : sql`true`;
  if (!portfolio) return isBuilding;
  return sql`${isBuilding} and ${buildingId} in (select of_it.id from building of_it where of_it.portfolio_id = ${portfolio})`;
}

/** The buildings to look in, as a `uuid[]` in SQL: those of the area that are in scope. All of them = `all`. */
export function buildingsAsked(session: Session, area: Area): 'all' | SQL {
  const { scope } = session;
  if (area.portfolio) {
    return sql`array(select b.id from building b where ${liesIn(area, sql`b.id`)} and ${inScope(session, sql`b.id`)})`;
  }
  if (!area.building) return scope === 'all' ? 'all' : uuids(scope.buildingIds);
  return uuids(holdsBuilding(session, area.building) ? [area.building] : []);
}

/** The same for accesses: single doors in scope may lie in any building. */
export const buildingsOfAccesses = (session: Session, area: Area): 'all' | SQL =>
  isByDoor(session) ? 'all' : buildingsAsked(session, area);
