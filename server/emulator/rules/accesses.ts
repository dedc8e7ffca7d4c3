import type { Access, Door, User } from '../world/model.ts';
import type { Work } from './work.ts';

/** Not over yet; it may begin later. */
export function isUnended(access: Access, nowMs: number): boolean {
  return access.revokedMs === null && (access.endMs === null || access.endMs > nowMs);
}

/** Not revoked, and the resident who shared it has not lost theirs. */
export function isHeld(access: Access, work: Pick<Work, 'world' | 'readings' | 'nowMs'>): boolean {
  return access.revokedMs === null && hasHost(access, work);
}

/** What the partner reads of a user. */
export function readableAccesses(user: User, work: Pick<Work, 'world' | 'readings' | 'nowMs'>): Access[] {
  return user.accesses.filter((access) => isReadable(access, work));
}

/** Held, on a door enabled for the partner, and told by OpenKit. */
export function isReadable(access: Access, work: Pick<Work, 'world' | 'readings' | 'nowMs'>): boolean {
  const { managerGrants, guestGrants, endedAccesses } = work.readings;
  return (
    isHeld(access, work) &&
    isVisible(access.door) &&
    (managerGrants === 'as-user' || access.granter.type !== 'MANAGER') &&
    (guestGrants === 'as-user' || access.granter.type !== 'USER') &&
    (endedAccesses === 'listed' || isUnended(access, work.nowMs))
  );
}

/** A door the partner sees at all. */
export function isVisible(door: Door): boolean {
  return door.enabled && !door.building.gone;
}

/** A guest's access depends on an unended resident access of whoever shared it. */
function hasHost({ granter, door }: Access, { world, readings, nowMs }: Pick<Work, 'world' | 'readings' | 'nowMs'>) {
  if (granter.type !== 'USER') return true;
  const host = world.user(granter.uuid);
  return (
    host?.accesses.some(
      (access) =>
        access.role === 'RESIDENT' &&
        isUnended(access, nowMs) &&
        (readings.cascade === 'door' ? access.door === door : access.door.building === door.building),
    ) ?? false
  );
}
