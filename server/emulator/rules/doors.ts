import type { DoorRecord } from '../world/change.ts';
import { syncLock } from './lock.ts';
import type { Work } from './work.ts';

/** Stores a changed door; a lock that comes online syncs at once, one that goes offline knows all up to then. */
export function saveDoor(work: Work, record: DoorRecord): void {
  const door = work.world.doors.get(record.uuid);
  const comesOrGoes = (door?.isConnected === false) !== (record.isConnected === false);
  work.put({ kind: 'door', door: record });
  work.applied.push({ what: 'door.changed', userUuid: null, doorUuid: record.uuid, passcodeType: null });
  if (door && comesOrGoes) syncLock(work, door);
}
