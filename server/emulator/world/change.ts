import type { ActiveFault } from '../faults/fault-book.ts';
import type { ReadingChoice } from '../readings/profiles.ts';
import type { ScenarioRun } from '../scenarios/scenario.ts';
import type { Access, Building, Door, Notification, User } from './model.ts';

/**
 * Every change that lasts, as plain JSON. Each one replaces a whole entity, so that only the last per entity matters.
 */
export type Change =
  | { kind: 'user'; user: UserRecord }
  | { kind: 'access'; access: AccessRecord }
  | { kind: 'door'; door: DoorRecord }
  | { kind: 'building'; building: BuildingRecord }
  | { kind: 'notification'; notification: Notification }
  | { kind: 'clock'; offsetMs: number; frozenAtMs: number | null }
  | ({ kind: 'readings' } & ReadingChoice)
  | { kind: 'faults'; faults: ActiveFault[] }
  | { kind: 'scenario'; run: ScenarioRun | null };

export type UserRecord = Omit<User, 'accesses'>;
export type AccessRecord = Omit<Access, 'user' | 'door'> & { userUuid: string; doorUuid: string };
export type DoorRecord = Pick<Door, 'uuid' | 'name' | 'isConnected' | 'device' | 'enabled' | 'accessibilityType'>;
export type BuildingRecord = Pick<Building, 'uuid' | 'name' | 'zone' | 'showsZone' | 'commonDoorcodes' | 'gone'>;

export function toAccessRecord({ user, door, ...rest }: Access): AccessRecord {
  return { ...rest, userUuid: user.uuid, doorUuid: door.uuid };
}

export function toUserRecord({ accesses: _accesses, ...rest }: User): UserRecord {
  return rest;
}

export function toDoorRecord({ uuid, name, isConnected, device, enabled, accessibilityType }: Door): DoorRecord {
  return { uuid, name, isConnected, device, enabled, accessibilityType };
}

export function toBuildingRecord({ uuid, name, zone, showsZone, commonDoorcodes, gone }: Building): BuildingRecord {
  return { uuid, name, zone, showsZone, commonDoorcodes, gone };
}

/** The last change of each entity, each where its first one stood, and people before what they are given. */
export function lastOfEach(changes: Iterable<Change>): Change[] {
  const latest = new Map<string, Change>();
  for (const change of changes) latest.set(changeKey(change), change);
  return [...latest.values()].toSorted((a, b) => Number(b.kind === 'user') - Number(a.kind === 'user'));
}

/** Two changes with the same key replace one another. */
export function changeKey(change: Change): string {
  switch (change.kind) {
    case 'user':
      return `user ${change.user.uuid}`;
    case 'access':
      return `access ${change.access.id}`;
    case 'door':
      return `door ${change.door.uuid}`;
    case 'building':
      return `building ${change.building.uuid}`;
    case 'notification':
      return `notification ${change.notification.id}`;
    case 'clock':
    case 'readings':
    case 'faults':
    case 'scenario':
      return change.kind;
  }
}
