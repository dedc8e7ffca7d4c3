import { sql } from 'drizzle-orm';
import type { NamedDoor } from '#lib/units/suggest-units';
import type { Tx } from '#server/db/pool';
import { takenNames } from './named-places.ts';

type Suggest<S> = { table: 'unit' | 'bundle'; suggest: (doors: readonly NamedDoor[]) => S[] };

/**
 * What the names of a building's doors suggest, each with its doors, and what is not there yet: of doors that no
 * standing unit has, and for bundles none of those either.
 */
export async function suggestFrom<S extends { name: string; doorIds: string[] }>(
  tx: Tx,
  buildingId: string,
  { table, suggest }: Suggest<S>,
): Promise<(S & { doors: { id: string; name: string }[] })[]> {
  const isInNone = (kind: 'unit' | 'bundle') => sql`not exists (
    select 1 from ${sql.identifier(`${kind}_door`)} taken join ${sql.identifier(kind)} whole
      on whole.id = taken.${sql.identifier(`${kind}_id`)} and whole.archived_at is null
    where taken.door_id = d.id)`;
  const doors = await tx.execute<NamedDoor>(sql`
    select d.id, d.name, d.kind, d.accessibility from door d
    where d.building_id = ${buildingId} and d.gone_at is null and ${isInNone('unit')}
      and ${table === 'bundle' ? isInNone('bundle') : sql`true`}
    order by d.sort_name, d.id`);
  const taken = await takenNames(tx, table, [buildingId]);
  const names = new Map(doors.rows.map(({ id, name }) => [id, name]));
  // A suggested name is letters, digits and spaces alone, so that lower case is its key.
  return suggest(doors.rows)
    .filter(({ name }) => !taken.has(`${buildingId}|${name.toLowerCase()}`))
    .map((one) => ({ ...one, doors: one.doorIds.map((id) => ({ id, name: names.get(id) ?? '' })) }));
}
