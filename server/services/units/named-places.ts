import { sql } from 'drizzle-orm';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';

export type NamedBuilding = { id: string; name: string; key: string };

export async function buildingsInScope(tx: Tx, session: Session): Promise<NamedBuilding[]> {
  const found = await tx.execute<NamedBuilding>(sql`
    select id, name, sort_name as key from building where gone_at is null and ${inScope(session, sql`id`)}`);
  return found.rows;
}

/** What names are compared by: without case, accents and punctuation. */
export async function searchKeys(tx: Tx, texts: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ text: string; key: string }>(sql`
    select distinct text, search_key(text) as key from unnest(${sql.param([...new Set(texts)])}::text[]) as given(text)`);
  return new Map(found.rows.map(({ text, key }) => [text, key]));
}

/** The doors of these buildings by `building|key`. */
export async function doorsByKey(tx: Tx, buildingIds: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ id: string; key: string }>(sql`
    select id, building_id || '|' || sort_name as key from door
    where building_id = any(${sql.param([...buildingIds])}::uuid[]) and gone_at is null`);
  return new Map(found.rows.map(({ id, key }) => [key, id]));
}

/** The units or bundles of these buildings by `building|key`. */
export async function takenNames(
  tx: Tx,
  table: 'unit' | 'bundle',
  buildingIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await tx.execute<{ key: string; id: string }>(sql`
    select building_id || '|' || sort_name as key, id from ${sql.identifier(table)}
    where building_id = any(${sql.param([...buildingIds])}::uuid[]) and archived_at is null`);
  return new Map(found.rows.map(({ key, id }) => [key, id]));
}
