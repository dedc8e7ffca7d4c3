import { sql } from 'drizzle-orm';
import type { ResidentReading } from '#lib/schemas/resident';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { boss, enqueue } from '#server/jobs/boss';
import { claimResidentReading, isBeingRead } from '#server/mirror/read-residents';

const unknown: ResidentReading = { asOf: null, calls: 0, reason: null, isReading: false };

/**
 * Has the residents of a building read when the last reading is older than an hour, for all viewers together, and says
 * how that stands. What is shown does not wait for it. A building out of scope asks for nothing.
 */
export async function askForResidents(session: Session, buildingId: string): Promise<ResidentReading> {
  await requirePermission(session, 'building.read');
  const jobs = await boss();
  return db().transaction(async (tx) => {
    const visible = await tx.execute(sql`
      select 1 from building b where b.id = ${buildingId} and b.gone_at is null and ${inScope(session, sql`b.id`)}`);
    if (visible.rows.length === 0) return unknown;
    if (await claimResidentReading(tx, buildingId)) await enqueue(jobs, tx, 'read-residents', { buildingId });
    const { rows } = await tx.execute<ResidentReading>(sql`
      select read_at as "asOf", calls, reason, ${isBeingRead} as "isReading"
      from resident_reading where building_id = ${buildingId}`);
    return rows[0] ?? unknown;
  });
}
