import type { Readings } from '../readings/readings.ts';
import type { Access, Door, Key } from '../world/model.ts';
import { isVisible } from './accesses.ts';
import type { Work } from './work.ts';

type Sight = Pick<Work, 'world' | 'readings'>;

/** The keys the partner sees, those to a single door last. */
export function visibleKeys({ world, readings }: Sight): Key[] {
  const shared = [...world.keys.values()].filter((key) => key.doors.some(isVisible));
  return readings.doorUuid === 'key' ? [...shared, ...world.visibleDoors().map(keyOfDoor)] : shared;
}

/** The key the partner sees under this uuid. */
export function findKey({ world, readings }: Sight, uuid: string): Key | undefined {
  const door = readings.doorUuid === 'key' ? world.doors.get(uuid) : undefined;
  const key = door ? keyOfDoor(door) : world.keys.get(uuid);
  return key?.doors.some(isVisible) ? key : undefined;
}

/** The uuid of the key an access came by; null: it came door by door, and doors are no keys. */
export function keyUuidOf(access: Access, { doorUuid }: Readings): string | null {
  return access.keyUuid ?? (doorUuid === 'key' ? access.door.uuid : null);
}

/** Accesses to the doors of keys, those of one grant together: the same person and terms, and no door twice. */
export function groupByGrant(accesses: Access[]): Access[][] {
  const groups = new Map<string, Access[][]>();
  for (const access of accesses) {
    const terms = termsOf(access);
    const alike = groups.get(terms) ?? [];
    groups.set(terms, alike);
    const open = alike.find((group) => group.every(({ door }) => door !== access.door));
    if (open) open.push(access);
    else alike.push([access]);
  }
  return [...groups.values()].flat();
}

function termsOf({ user, keyUuid, passcodeType, role, granter, shareable, startMs, endMs }: Access): string {
  return JSON.stringify([user.uuid, keyUuid, passcodeType, role, granter.uuid, shareable, startMs, endMs]);
}

function keyOfDoor(door: Door): Key {
  return { uuid: door.uuid, name: door.name, building: door.building, doors: [door] };
}
