import type { SyncSettings } from '#lib/schemas/sync';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';
import { writeSyncSettings } from '#server/db/sync-settings';
import { currentSyncSettings } from './sync-settings.ts';

/** Sets cadence and budget; every process goes by them from its next call on. */
export async function changeSyncSettings(session: Session, wanted: SyncSettings): Promise<SyncSettings> {
  await requirePermission(session, 'setting.manage');
  return db().transaction(async (tx) => {
    const before = await currentSyncSettings(tx);
    await writeSyncSettings(tx, wanted);
    await appendAudit(tx, {
      event: 'setting.change',
      phase: 'done',
      actor: staffActor(session),
      requestId: session.requestId,
      details: { setting: 'sync', before, after: wanted },
    });
    return wanted;
  });
}
