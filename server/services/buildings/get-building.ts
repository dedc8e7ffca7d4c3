import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { BuildingView } from '#lib/schemas/building';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { askForResidents } from '../residents/ask-for-residents.ts';
import { countResidents } from '../residents/list-residents.ts';
import { coverageNow } from '../sync/coverage.ts';
import { buildingColumns, buildingFacts } from './building-facts.ts';

/**
 * A building and its numbers; its doors and people are lists of their own. Opening it has its residents read, at most
 * once an hour. Throws Refusal `forbidden_or_missing`.
 */
export async function getBuilding(session: Session, buildingId: string): Promise<BuildingView> {
  await requirePermission(session, 'building.read');
  const [found, freshness] = await Promise.all([
    db().execute<Omit<BuildingView, 'asOf' | 'coverage' | 'residents'>>(sql`
      select ${buildingColumns}, b.gone_at is not null as "isGone" from building b
      ${buildingFacts(sql`array[${buildingId}::uuid]`)}
      where b.id = ${buildingId} and ${inScope(session, sql`b.id`)}`),
    coverageNow(db()),
  ]);
  const building = found.rows[0];
  if (!building) throw new Refusal('forbidden_or_missing');
  const [reading, { count }] = await Promise.all([
    askForResidents(session, buildingId),
    countResidents(session, { id: buildingId, q: '' }),
  ]);
  return { ...building, ...freshness, residents: { ...reading, others: count } };
}
