import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/**
 * Where a staff member's role holds. `buildingIds` is complete: the buildings of `portfolioIds` are in it.
 * `portfolioIds` are the portfolios held as a whole. Owners hold everything. `doorIds` are single doors, which auditors
 * may be limited to: their buildings are not in scope, so a query that does not ask `doorInScope` shows them nothing.
 */
export type Scope = 'all' | { buildingIds: string[]; portfolioIds: string[]; doorIds: string[] };

/** A session, or the rights the worker read: whatever carries a scope. */
export type Scoped = { scope: Scope };

/**
 * Condition: the building named by this column is in scope. Every query over data of buildings carries it, so that
 * what lies outside is neither shown nor counted and a foreign id looks like one that does not exist.
 */
export function inScope({ scope }: Scoped, buildingId: AnyColumn | SQL): SQL {
  return scope === 'all' ? sql`true` : sql`${buildingId} = any(${uuids(scope.buildingIds)})`;
}

/** The same of a building in hand; null = nobody knows which, so that only whoever holds everything does. */
export const holdsBuilding = ({ scope }: Scoped, buildingId: string | null): boolean =>
  scope === 'all' || (buildingId !== null && scope.buildingIds.includes(buildingId));

/**
 * Condition: the door of this building is in scope, with its building or by itself. For queries that know both; those
 * that know the building alone ask `inScope`.
 */
export function doorInScope(session: Scoped, buildingId: AnyColumn | SQL, doorId: AnyColumn | SQL): SQL {
  const { scope } = session;
  if (!isByDoor(session) || scope === 'all') return inScope(session, buildingId);
  return sql`(${inScope(session, buildingId)} or ${doorId} = any(${uuids(scope.doorIds)}))`;
}

/** Whether the role holds for single doors. */
export const isByDoor = ({ scope }: Scoped): boolean => scope !== 'all' && scope.doorIds.length > 0;

/**
 * Condition: this person has or had an access or operation in a building in scope, or an access on a door in scope. It
 * says that the person may be seen, not that all their accesses may: those need `inScope` on their own building.
 */
export function personInScope({ scope }: Scoped, personId: AnyColumn | SQL): SQL {
  if (scope === 'all') return sql`true`;
  const here = sql`exists (
    select 1 from person_building in_scope
    where in_scope.person_id = ${personId} and in_scope.building_id = any(${uuids(scope.buildingIds)})
  )`;
  if (scope.doorIds.length === 0) return here;
  return sql`(${here} or exists (
    select 1 from access in_scope
    where in_scope.person_id = ${personId} and in_scope.door_id = any(${uuids(scope.doorIds)})
  ))`;
}

/**
 * Condition: what this person has to do in this building is in scope, with the building or for a door they had there.
 */
export function personBuildingInScope(session: Scoped, personId: AnyColumn | SQL, buildingId: AnyColumn | SQL): SQL {
  if (!isByDoor(session)) return inScope(session, buildingId);
  return sql`exists (
    select 1 from access in_scope where in_scope.person_id = ${personId} and in_scope.building_id = ${buildingId}
      and ${doorInScope(session, sql`in_scope.building_id`, sql`in_scope.door_id`)}
  )`;
}

/** Condition: this portfolio is held as a whole, or has a building in scope. */
export function portfolioInScope({ scope }: Scoped, portfolioId: AnyColumn | SQL): SQL {
  if (scope === 'all') return sql`true`;
  return sql`(${portfolioId} = any(${uuids(scope.portfolioIds)}) or exists (
    select 1 from building in_scope
    where in_scope.portfolio_id = ${portfolioId} and in_scope.id = any(${uuids(scope.buildingIds)})
  ))`;
}

/** One parameter, however many ids. */
export const uuids = (ids: string[]): SQL => sql`${sql.param(ids)}::uuid[]`;
