import { usableContact } from '#lib/access-rules/contact-key';
import { type AccessRole, type DoorcodeStatus, isDaily, type Terms } from '#lib/access-rules/terms';
import { type Instant, toInstant } from '#lib/time/instant';
import { isTimeZone } from '#lib/time/zone';
import type { Recipient } from '#server/db/schema/operations';
import {
  type AccessSnapshot,
  type BuildingSnapshot,
  type DoorSnapshot,
  type ResidentSnapshot,
  unknownStart,
} from './types.ts';
import type { WireAccess, WireBuilding, WireDoor, WireResident } from './wire.ts';

export function toBuilding(wire: WireBuilding): BuildingSnapshot {
  // An address that cannot be read is a line that cannot be.
  const { timezone, portfolio: inside, ...lines } = wire.address ?? { unreadable: null };
  // Schema and prose disagree about where zone and portfolio stand.
  const stated = wire.timezone || timezone || null;
  const portfolio = wire.portfolio ?? inside;
  const none = wire.portfolio === null && inside === null ? null : undefined;
  return {
    id: wire.uuid,
    name: wire.name,
    address: Object.values(lines).filter((line) => line !== ''),
    timeZone: isTimeZone(stated) ? stated : null,
    statedTimeZone: stated,
    portfolio: portfolio ? { id: portfolio.uuid, name: portfolio.name } : none,
  };
}

const doorKinds = { DOOR: 'door', ELEVATOR: 'elevator' } as const;
const accessibilities = { COMMUNAL: 'communal', PRIVATE: 'private' } as const;

export function toDoor(wire: WireDoor): DoorSnapshot {
  // A device we cannot read is still a device.
  const device = wire.device === 'unreadable' ? null : wire.device;
  return {
    id: wire.uuid,
    buildingId: wire.buildingUuid,
    name: wire.name,
    kind: wire.type === null ? 'unknown' : doorKinds[wire.type],
    accessibility: wire.accessibilityType === null ? null : accessibilities[wire.accessibilityType],
    isConnected: wire.isConnected ?? null,
    isActivated: Boolean(wire.device),
    serialNumber: device?.serialNumber || null,
    deviceType: device?.type || null,
    batteryPercent: device?.battery?.percentage == null ? null : Math.round(device.battery.percentage),
    batteryAt: device?.battery?.lastUpdated == null ? null : fromEpoch(device.battery.lastUpdated),
  };
}

/** OpenKit's epochs look like seconds; a number too large for that must be milliseconds. */
const fromEpoch = (epoch: number): Instant => toInstant(epoch < 1e11 ? epoch * 1000 : epoch);

export function toResident(wire: WireResident): ResidentSnapshot {
  const person = { id: wire.userUuid, firstName: wire.firstName, lastName: wire.lastName, email: wire.email ?? null };
  return wire.phone === undefined ? person : { ...person, phone: wire.phone };
}

const granterKinds = { PARTNER: 'partner', USER: 'user' } as const;
const roles = { RESIDENT: 'resident', NON_RESIDENT: 'non_resident', GUEST: 'guest', TOURER: 'tourer' } as const;

export function toAccess(wire: WireAccess): AccessSnapshot {
  return {
    doorId: wire.doorUuid,
    passcodeType: wire.passcodeType ?? 'UNKNOWN',
    granterKind: wire.granter?.type ? granterKinds[wire.granter.type] : 'unknown',
    granterId: wire.granter?.uuid ?? null,
    start: wire.startTime ?? unknownStart,
    end: wire.endTime,
    shareable: wire.shareable,
    role: wire.role === null ? null : roles[wire.role],
    doorcodeStatus: toDoorcodeStatus(wire.doorcode),
  };
}

const doorcodeStatuses = {
  COMMUNAL_DOORCODE_CONFLICT: 'communal_conflict',
  USER_HAS_RESIDENT_ACCESS: 'resident',
  USER_HAS_GUEST_ACCESS_CONFLICT: 'guest_conflict',
} as const;

function toDoorcodeStatus(doorcode: WireAccess['doorcode']): DoorcodeStatus | null {
  if (doorcode === 'unreadable') return 'unknown';
  if (doorcode === undefined) return null;
  if (doorcode === null) return 'none';
  if (doorcode.description === 'VALID') return doorcode.code ? 'valid' : 'unknown';
  return doorcode.description === null ? 'unknown' : doorcodeStatuses[doorcode.description];
}

const wireRoles = {
  resident: 'RESIDENT',
  non_resident: 'NON_RESIDENT',
  guest: 'GUEST',
  tourer: 'TOURER',
} as const satisfies Record<AccessRole, string>;

/** The body of a grant. Daily types take no end: OpenKit ignores or refuses one. */
export function toGrantBody(recipient: Recipient, terms: Terms, doorIds: string[]) {
  const hasEnd = terms.end !== null && !isDaily(terms.passcodeType);
  const { firstName, lastName, email, phone } = usableContact(recipient);
  return {
    firstName,
    lastName,
    ...(email !== null && { email }),
    ...(phone !== null && { phone }),
    passcodeType: terms.passcodeType,
    startTime: terms.start,
    ...(hasEnd && { endTime: terms.end }),
    doorUuids: doorIds,
    shareable: terms.shareable,
    // Always sent: what OpenKit assumes without it is undocumented.
    role: wireRoles[terms.role],
    shouldNotify: terms.notify,
  };
}
