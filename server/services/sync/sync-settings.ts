import type { SyncSettings } from '#lib/schemas/sync';
import type { Db, Tx } from '#server/db/pool';
import { readSyncSettings } from '#server/db/sync-settings';
import { settings } from '#server/settings';

/** How often OpenKit is read and how fast, as of now. */
export function currentSyncSettings(db: Db | Tx): Promise<SyncSettings> {
  const { syncIntervalMinutes: intervalMinutes, openkit } = settings();
  return readSyncSettings(db, { intervalMinutes, callsPerSecond: openkit.callsPerSecond });
}
