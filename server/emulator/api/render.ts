import type { WireAccess, WireBuilding, WireDoor, WirePerson, WireUser } from '../contract/entities.ts';
import type { Readings } from '../readings/readings.ts';
import { readableAccesses } from '../rules/accesses.ts';
import { doorcodeOf } from '../rules/doorcodes.ts';
import type { Work } from '../rules/work.ts';
import type { Access, Building, Door, User } from '../world/model.ts';

export type Reading = Pick<Work, 'world' | 'readings' | 'nowMs'>;

export function renderBuilding(building: Building, { zonePlace }: Readings): WireBuilding {
  const extra = {
    ...(building.portfolio ? { portfolio: building.portfolio } : {}),
    ...(building.showsZone ? { timezone: building.zone } : {}),
  };
  const { uuid, name, address } = building;
  return zonePlace === 'building'
    ? { uuid, name, address, ...extra }
    : { uuid, name, address: { ...address, ...extra } };
}

export function renderDoor(door: Door, readings: Readings): WireDoor {
  const { device } = door;
  return {
    uuid: door.uuid,
    ...(readings.keys === 'served' ? { sdkDoorUuid: door.sdkDoorUuid } : {}),
    name: door.name,
    type: door.type,
    buildingUuid: door.building.uuid,
    ...(door.accessibilityType ? { accessibilityType: door.accessibilityType } : {}),
    ...(door.isConnected === null ? {} : { isConnected: door.isConnected }),
    device: device && {
      serialNumber: device.serialNumber,
      type: device.type,
      battery: {
        percentage: device.battery.percentage,
        lastUpdated: Math.floor(device.battery.lastUpdatedMs / (readings.batteryTime === 'seconds' ? 1000 : 1)),
      },
    },
  };
}

/** A user with accesses. `isListed`: as a row of the user list. */
export function renderUser(user: User, reading: Reading, isListed: boolean): WireUser {
  const accesses = readableAccesses(user, reading).map((access) => renderAccess(access, reading));
  return { ...renderIdentity(user, reading.readings, isListed), accesses };
}

/** Identity as it stands beside accesses: lists may leave out the phone. */
export function renderIdentity(user: User, readings: Readings, isListed: boolean): WirePerson {
  const { phone, ...identity } = renderPerson(user, readings);
  const showsPhone = phone !== undefined && !(isListed && readings.listPhones === 'absent');
  return { ...identity, ...(showsPhone ? { phone } : {}) };
}

/** Identity alone. */
export function renderPerson(user: User, { missingEmail }: Readings): WirePerson {
  const email = user.email ?? (missingEmail === 'empty' ? '' : null);
  return {
    userUuid: user.uuid,
    ...(user.email === null && missingEmail === 'absent' ? {} : { email }),
    firstName: user.firstName,
    lastName: user.lastName,
    ...(user.phone === null ? {} : { phone: user.phone }),
  };
}

/** Built field by field: a page holds hundreds of accesses, and spreads would be a third of its cost. */
export function renderAccess(access: Access, { readings, nowMs }: Reading): WireAccess {
  const wire: WireAccess = {
    userUuid: access.user.uuid,
    doorUuid: access.door.uuid,
    passcodeType: access.passcodeType,
    shareable: access.shareable,
    startTime: toIso(access.startMs),
    granter: { type: access.granter.type === 'PARTNER' ? 'PARTNER' : 'USER', uuid: access.granter.uuid },
  };
  if (readings.keys === 'served') wire.sdkDoorUuid = access.door.sdkDoorUuid;
  const endMs = access.passcodeType !== 'PERMANENT' && readings.dailyTimes === 'no-end' ? null : access.endMs;
  if (endMs !== null) wire.endTime = toIso(endMs);
  else if (readings.endless !== 'absent') wire.endTime = null;
  const role = access.role === 'NON_RESIDENT' ? readings.nonResident : access.role;
  if (role !== null) wire.role = role;
  if (access.role !== 'RESIDENT' || readings.residentDoorcode !== 'absent')
    wire.doorcode = renderDoorcode(access, readings, nowMs);
  return wire;
}

function renderDoorcode(access: Access, { missingCode }: Readings, nowMs: number): WireAccess['doorcode'] {
  const { code, description } = doorcodeOf(access, nowMs);
  return { code: code ?? (missingCode === 'null' ? null : ''), description };
}

/** Formatting instants is a fifth of the work of a page, and the same few come again and again. */
const isoByMs = new Map<number, string>();
const isoLimit = 20_000;

function toIso(atMs: number): string {
  const known = isoByMs.get(atMs);
  if (known !== undefined) return known;
  if (isoByMs.size >= isoLimit) isoByMs.clear();
  const made = new Date(atMs).toISOString();
  isoByMs.set(atMs, made);
  return made;
}
