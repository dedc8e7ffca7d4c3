import { desc } from 'drizzle-orm';
import type { SyncStatus } from '#lib/schemas/sync';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import { coverageNow } from './coverage.ts';

/** How old the data is and what the sweep under way has seen so far. */
export async function getSyncStatus(session: Session): Promise<SyncStatus> {
  await requirePermission(session, 'sync.read');
  const [[last], { asOf }] = await Promise.all([
    db().select().from(sweep).orderBy(desc(sweep.generation)).limit(1),
    coverageNow(db()),
  ]);
  if (!last) return { asOf, state: 'never', phase: null, seen: null, calls: 0, reason: null };
  const { state, phase, seenCounts, calls, reason } = last;
  return { asOf, state, phase, seen: seenCounts, calls, reason };
}
