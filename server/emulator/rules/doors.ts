import type { DoorRecord } from '../world/change.ts';
import { syncLock } from './lock.ts';
import type { Work } from './work.ts';

/** Stores a changed door; a lock that comes online syncs at once. */
export function saveDoor(work: Work, record: DoorRecord): void {
  const door = work.world.doors.get(record.uuid);
  const comesOnline = door?.isConnected === false && record.isConnected !== false;
  work.put({ kind: 'door', door: record });
  work.applied.push({ what: 'door.changed', userUuid: null, doorUuid: record.uuid, passcodeType: null });
  if (door && comesOnline) syncLock(work, door);
}
