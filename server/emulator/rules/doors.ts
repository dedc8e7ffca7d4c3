import type { DoorRecord } from '../world/change.ts';
import { syncLock } from './lock.ts';
import type { Work } from './work.ts';

/** Stores a changed door; a lock that comes online syncs at once, one that goes offline knows all up to then. */
export function saveDoor(work: Work, record: DoorRecord): void {
  const door = work.world.doors.get(record.uuid);
  const wasOffline = door?.isConnected === false;
  if (door && wasOffline && record.isConnected !== false) syncLock(work, door);
  work.put({ kind: 'door', door: record });
  work.applied.push({ what: 'door.changed', userUuid: null, doorUuid: record.uuid, passcodeType: null });
  if (door && !wasOffline) syncLock(work, door);
}
