import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ClaimSyncInput } from '#lib/schemas/grant-access';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { clearAwaitingSync } from '#server/mirror/awaiting-sync';

type Place = { doorId: string; buildingId: string };

/**
 * Takes a person's word that the locks of these doors have synced, because OpenKit does not tell: what waited for them
 * waits no more, and the log says who said so. Throws Refusal `forbidden_or_missing` for a door out of scope.
 */
export async function claimSync(session: Session, { doorIds }: ClaimSyncInput): Promise<void> {
  await requirePermission(session, 'access.revoke');
  const at = await now();
  const wanted = [...new Set(doorIds)];
  await db().transaction(async (tx) => {
    const { rows: doors } = await tx.execute<Place>(sql`
      select id as "doorId", building_id as "buildingId" from door
      where id = any(${sql.param(wanted)}::uuid[]) and ${inScope(session, sql`building_id`)}`);
    if (doors.length < wanted.length) throw new Refusal('forbidden_or_missing', { params: { reason: 'door_gone' } });
    await clearAwaitingSync(tx, wanted, { at, knownAt: null, endedBy: 'claim' });
    await appendAudit(
      tx,
      doors.map(({ doorId, buildingId }) => ({
        event: 'door.sync_claimed',
        phase: 'done',
        actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
        object: { type: 'door', id: doorId },
        buildingId,
        requestId: session.requestId,
        details: { doorId },
      })),
    );
  });
}
