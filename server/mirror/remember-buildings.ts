import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/**
 * Whoever has or had an access or an operation in a building may be seen by its staff; null = nobody knows the
 * building. Nothing is ever taken out: who was once visible stays so. People who are not in the mirror are passed over.
 */
export async function rememberBuildings(
  tx: Tx,
  seen: readonly { personId: string; buildingId?: string | null | undefined }[],
): Promise<void> {
  const named = seen.flatMap(({ personId, buildingId }) => (buildingId ? [`${personId}|${buildingId}`] : []));
  if (named.length === 0) return;
  const pairs = [...new Set(named)].map((pair) => pair.split('|'));
  const personIds = [...new Set(pairs.map(([personId]) => personId))];
  // The people by themselves: PostgreSQL would read all of them to find those of a page in a mirror that is filling up.
  await tx.execute(sql`
    with known as materialized (
      select id, sort_name, gone_at from person where id = any(${sql.param(personIds)}::uuid[]))
    insert into person_building (person_id, building_id, sort_name, is_gone)
    select p.id, pair.building_id, p.sort_name, p.gone_at is not null
    from unnest(${sql.param(pairs.map(([personId]) => personId))}::uuid[],
      ${sql.param(pairs.map(([, buildingId]) => buildingId))}::uuid[]) as pair (person_id, building_id)
    join known p on p.id = pair.person_id
    on conflict do nothing`);
}
