import type { Access } from '../world/model.ts';
import { isUnended } from './accesses.ts';
import { saveAccess } from './save-access.ts';
import { findTarget } from './target.ts';
import type { Work } from './work.ts';

/**
 * DELETE: takes the partner's PERMANENT access on that door, and with a resident's all guests who depend on it. Throws
 * a Refusal.
 */
export function revokeAccess(work: Work, userUuid: string, doorUuid: string): void {
  for (const access of findTarget(work, userUuid, doorUuid, 'delete').accesses) endAccess(work, access);
}

/** Ends one access now and cascades to guests. Also what a manager does in Mission Control. */
export function endAccess(work: Work, access: Access): void {
  if (access.revokedMs !== null) return;
  saveAccess(work, { ...access, revokedMs: work.nowMs }, access, 'access.revoked');
  if (access.role === 'RESIDENT') for (const guest of dependents(work, access)) endAccess(work, guest);
}

/** Guests of a resident lose the door, unless the resident still lives behind it through another access. */
function dependents({ readings, nowMs }: Work, { user, door }: Access): Access[] {
  const doors = readings.cascade === 'door' ? [door] : door.building.doors;
  const stillResident = user.accesses.some(
    (access) => access.role === 'RESIDENT' && doors.includes(access.door) && isUnended(access, nowMs),
  );
  if (stillResident) return [];
  return doors
    .flatMap((each) => each.accesses)
    .filter((access) => access.granter.type === 'USER' && access.granter.uuid === user.uuid);
}
