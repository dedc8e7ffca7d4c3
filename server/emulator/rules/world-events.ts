import { randomUUID } from 'node:crypto';
import type { WorldEvent } from '../contract/world-events.ts';
import { type BuildingRecord, toBuildingRecord, toDoorRecord, toUserRecord } from '../world/change.ts';
import { codeForAccess } from '../world/doorcode.ts';
import type { Access, Building, Door, User } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { isHeld } from './accesses.ts';
import { saveDoor } from './doors.ts';
import { Refusal } from './refusal.ts';
import { endAccess } from './revoke-access.ts';
import { saveAccess } from './save-access.ts';
import type { Work } from './work.ts';

const managerUuid = '9a7c1e00-0000-4000-8000-00000000000a';

type Known = Pick<Work, 'world'>;

/** Throws a Refusal (404) when the event names a user, door or building this world has not. */
export function checkWorldEvent(world: World, event: WorldEvent): void {
  if ('userUuid' in event) findUser({ world }, event.userUuid);
  if ('hostUuid' in event) findUser({ world }, event.hostUuid);
  if ('doorUuid' in event) findDoor({ world }, event.doorUuid);
  if ('buildingUuid' in event) findBuilding({ world }, event.buildingUuid);
}

/**
 * Something happens behind the partner's back. Throws a Refusal (404) for an unknown user, door, building or access.
 */
export function applyWorldEvent(work: Work, event: WorldEvent): void {
  checkWorldEvent(work.world, event);
  switch (event.type) {
    case 'door_enabled':
      saveDoor(work, { ...toDoorRecord(findDoor(work, event.doorUuid)), enabled: event.enabled });
      break;
    case 'door_connection':
      saveDoor(work, { ...toDoorRecord(findDoor(work, event.doorUuid)), isConnected: event.isConnected });
      break;
    case 'door_renamed':
      saveDoor(work, { ...toDoorRecord(findDoor(work, event.doorUuid)), name: event.name });
      break;
    case 'door_device':
      changeDevice(work, findDoor(work, event.doorUuid), event.device);
      break;
    case 'building_gone':
      saveBuilding(work, findBuilding(work, event.buildingUuid), { gone: event.gone });
      break;
    case 'building_renamed':
      saveBuilding(work, findBuilding(work, event.buildingUuid), { name: event.name });
      break;
    case 'building_zone':
      saveBuilding(
        work,
        findBuilding(work, event.buildingUuid),
        event.zone === null ? { showsZone: false } : { zone: event.zone, showsZone: true },
      );
      break;
    case 'access_ended':
      for (const access of heldOn(work, event)) endAccess(work, access);
      break;
    case 'access_moved':
      for (const access of heldOn(work, event)) moveEnd(work, access, event.endTime);
      break;
    case 'manager_granted':
      grantBehind(work, findUser(work, event.userUuid), findDoor(work, event.doorUuid), {
        role: event.role,
        granter: { type: 'MANAGER', uuid: managerUuid },
      });
      break;
    case 'guest_invited':
      inviteGuest(work, event);
      break;
    case 'email_changed':
      saveUser(work, findUser(work, event.userUuid), { email: event.email });
      break;
    case 'phone_changed':
      saveUser(work, findUser(work, event.userUuid), { phone: event.phone });
      break;
    case 'user_renamed':
      saveUser(work, findUser(work, event.userUuid), { firstName: event.firstName, lastName: event.lastName });
      break;
  }
}

function findUser({ world }: Known, uuid: string): User {
  const user = world.user(uuid);
  if (!user) throw new Refusal(`There is no user ${uuid}.`, 404);
  return user;
}

function findDoor({ world }: Known, uuid: string): Door {
  const door = world.doors.get(uuid);
  if (!door) throw new Refusal(`There is no door ${uuid}.`, 404);
  return door;
}

function findBuilding({ world }: Known, uuid: string): Building {
  const building = world.buildings.get(uuid);
  if (!building) throw new Refusal(`There is no building ${uuid}.`, 404);
  return building;
}

function heldOn(work: Work, { userUuid, doorUuid }: { userUuid: string; doorUuid: string }): Access[] {
  const held = findUser(work, userUuid).accesses.filter(
    (access) => access.door.uuid === doorUuid && isHeld(access, work),
  );
  if (held.length === 0) throw new Refusal(`User ${userUuid} holds nothing on door ${doorUuid}.`, 404);
  return held;
}

function moveEnd(work: Work, access: Access, endTime: string | null): void {
  if (access.passcodeType !== 'PERMANENT') return;
  saveAccess(work, { ...access, endMs: endTime === null ? null : Date.parse(endTime) }, access, 'access.changed');
}

function changeDevice(work: Work, door: Door, device: 'removed' | 'installed'): void {
  const battery = { percentage: 100, lastUpdatedMs: work.nowMs };
  const installed = door.device ?? { serialNumber: `KV${randomUUID().slice(0, 6)}`, type: 'C', battery };
  saveDoor(work, { ...toDoorRecord(door), device: device === 'removed' ? null : installed });
}

function saveBuilding(work: Work, building: Building, change: Partial<BuildingRecord>): void {
  work.put({ kind: 'building', building: { ...toBuildingRecord(building), ...change } });
  work.applied.push({ what: 'building.changed', userUuid: null, doorUuid: null, passcodeType: null });
}

function saveUser(work: Work, user: User, change: Partial<Omit<User, 'uuid' | 'accesses'>>): void {
  work.put({ kind: 'user', user: { ...toUserRecord(user), ...change } });
  work.applied.push({ what: 'user.changed', userUuid: user.uuid, doorUuid: null, passcodeType: null });
}

type GuestInvited = Extract<WorldEvent, { type: 'guest_invited' }>;

function inviteGuest(work: Work, { hostUuid, doorUuid, email, firstName, lastName, endTime }: GuestInvited): void {
  const known = work.world.userByEmail(email);
  const uuid = known?.uuid ?? randomUUID();
  if (!known) work.put({ kind: 'user', user: { uuid, email, phone: null, firstName, lastName } });
  grantBehind(work, findUser(work, uuid), findDoor(work, doorUuid), {
    role: 'NON_RESIDENT',
    granter: { type: 'USER', uuid: findUser(work, hostUuid).uuid },
    endMs: endTime ? Date.parse(endTime) : null,
  });
}

type Behind = Pick<Access, 'role' | 'granter'> & { endMs?: number | null };

function grantBehind(work: Work, user: User, door: Door, { role, granter, endMs = null }: Behind): void {
  const id = work.world.nextAccessId;
  const access: Access = {
    id,
    user,
    door,
    passcodeType: 'PERMANENT',
    role,
    granter,
    shareable: false,
    startMs: work.nowMs,
    endMs,
    code: codeForAccess(id, work.seed),
    firstUsedMs: null,
    revokedMs: null,
    lockCopy: 'current',
    keyUuid: null,
  };
  saveAccess(work, access, null, 'access.created');
}
