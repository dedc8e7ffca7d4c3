import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ClaimedSync, ClaimSyncInput } from '#lib/schemas/grant-access';
import { earlierOf, parseInstant } from '#lib/time/instant';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { clearAwaitingSync } from '#server/mirror/awaiting-sync';

type Place = { doorId: string; buildingId: string };

/**
 * Takes a person's word that the locks of these doors have synced, because OpenKit does not tell: what waited for them
 * when the page was read waits no more, and the log says who said so. What came since stays: they may have been there
 * before. Throws Refusal `forbidden_or_missing` for a door out of scope, `invalid` for a `shownAt` that is no instant.
 */
export async function claimSync(session: Session, { doorIds, shownAt }: ClaimSyncInput): Promise<ClaimedSync> {
  await requirePermission(session, 'access.revoke');
  const at = await now();
  const readAt = parseInstant(shownAt);
  if (!readAt) throw new Refusal('invalid', { field: 'shownAt', params: { reason: 'date_invalid' } });
  const wanted = [...new Set(doorIds)];
  return db().transaction(async (tx) => {
    const { rows: doors } = await tx.execute<Place>(sql`
      select id as "doorId", building_id as "buildingId" from door
      where id = any(${sql.param(wanted)}::uuid[]) and ${inScope(session, sql`building_id`)}`);
    if (doors.length < wanted.length) throw new Refusal('forbidden_or_missing', { params: { reason: 'door_gone' } });
    await clearAwaitingSync(tx, wanted, { at, knownAt: earlierOf(readAt, at), endedBy: 'claim' });
    await appendAudit(
      tx,
      doors.map(({ doorId, buildingId }) => ({
        event: 'door.sync_claimed',
        phase: 'done',
        actor: staffActor(session),
        object: { type: 'door', id: doorId },
        buildingId,
        requestId: session.requestId,
        details: { doorId },
      })),
    );
    const { rows: waiting } = await tx.execute<ClaimedSync>(sql`
      select count(*)::int as waiting from access
      where door_id = any(${sql.param(wanted)}::uuid[]) and awaits_sync_since is not null`);
    return { waiting: waiting[0]?.waiting ?? 0 };
  });
}
