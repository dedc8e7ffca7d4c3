import { isHeld } from '../rules/accesses.ts';
import { codeAtLock, doorcodeOf } from '../rules/doorcodes.ts';
import { unsyncedAccesses } from '../rules/lock.ts';
import type { Work } from '../rules/work.ts';
import type { Access, Building, Door, User } from '../world/model.ts';

/** Entities as the control API tells them: everything, codes included. */
export function showBuilding({ doors, ...building }: Building) {
  return {
    ...building,
    doors: doors.map(({ uuid, name, type, isConnected, device }) => ({ uuid, name, type, isConnected, device })),
  };
}

export function showDoor(door: Door, work: Pick<Work, 'world' | 'readings' | 'nowMs'>) {
  const { building, accesses, ...rest } = door;
  return {
    ...rest,
    buildingUuid: building.uuid,
    buildingName: building.name,
    zone: building.zone,
    accessCount: accesses.filter((access) => isHeld(access, work)).length,
    unsynced: unsyncedAccesses(work, door).length,
  };
}

export function showUser(user: User, nowMs: number) {
  const { uuid, accesses, ...rest } = user;
  return { userUuid: uuid, ...rest, accesses: accesses.map((access) => showAccess(access, nowMs)) };
}

/** `code` opens the lock, also a resident's; `description` is what OpenKit says instead of it, or VALID. */
export function showAccess(access: Access, nowMs: number) {
  return {
    id: access.id,
    userUuid: access.user.uuid,
    doorUuid: access.door.uuid,
    doorName: access.door.name,
    passcodeType: access.passcodeType,
    role: access.role,
    granter: access.granter,
    shareable: access.shareable,
    startTime: toIso(access.startMs),
    endTime: toIso(access.endMs),
    firstUsed: toIso(access.firstUsedMs),
    revoked: toIso(access.revokedMs),
    lockCopy: access.lockCopy,
    code: codeAtLock(access, nowMs),
    description: doorcodeOf(access, nowMs).description,
  };
}

function toIso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
