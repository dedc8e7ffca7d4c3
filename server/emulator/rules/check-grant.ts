import type { GrantRequest } from '../contract/requests.ts';
import { dateIn } from '../world/days.ts';
import type { Door } from '../world/model.ts';
import { normalisePhone } from '../world/phone.ts';
import { isVisible } from './accesses.ts';
import { Refusal } from './refusal.ts';
import type { Work } from './work.ts';

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Throws a Refusal when OpenKit would refuse the grant on these doors. */
export function checkGrant(work: Work, request: GrantRequest, doors: Door[]): void {
  checkContact(request);
  checkRole(work, request);
  if (request.passcodeType === 'PERMANENT') checkPermanent(work, request);
  else checkDaily(work, request, doors);
  for (const door of doors) checkDoor(door, work);
}

/** The doors of a request; an unknown one and one not enabled for the partner look alike. */
export function findDoors(work: Work, doorUuids: string[]): Door[] {
  return [...new Set(doorUuids)].map((uuid) => {
    const door = work.world.doors.get(uuid);
    if (!door || !isVisible(door)) throw unknownDoor(work);
    return door;
  });
}

function checkDoor(door: Door, work: Work): void {
  const { elevatorDoor, inactiveDoor } = work.readings;
  if (door.type === 'ELEVATOR')
    throw elevatorDoor === 'named' ? new Refusal('ELEVATOR_NOT_SUPPORTED') : unknownDoor(work);
  if (door.device === null) throw inactiveDoor === 'named' ? new Refusal('DOOR_NOT_ACTIVATED') : unknownDoor(work);
}

function unknownDoor({ readings }: Work): Refusal {
  return new Refusal('DOOR_NOT_FOUND', Number(readings.unknownDoor));
}

function checkContact({ email, phone, passcodeType }: GrantRequest): void {
  if (email === '') throw new Refusal('EMAIL_CAN_NOT_BE_EMPTY');
  if (passcodeType === 'PERMANENT') {
    if (!email) throw new Refusal('EMAIL_REQUIRED_FOR_PERMANENT');
  } else {
    if (email && phone) throw new Refusal('EMAIL_AND_PHONE_PROVIDED');
    if (!email && !phone) throw new Refusal('EMAIL_OR_PHONE_REQUIRED');
  }
  if (email && !emailForm.test(email)) throw new Refusal('INVALID_EMAIL');
  if (phone && !normalisePhone(phone)) throw new Refusal('INVALID_PHONE');
}

function checkRole({ readings }: Work, { role, shareable }: GrantRequest): void {
  if (shareable && readings.shareRight === 'residents' && role !== 'RESIDENT') throw new Refusal('USER_CAN_NOT_SHARE');
}

function checkPermanent({ readings, nowMs }: Work, { startTime, endTime, role }: GrantRequest): void {
  const startMs = Date.parse(startTime);
  if (readings.pastStart === 'refused' && startMs < nowMs) throw new Refusal('INVALID_START_TIME');
  if (endTime) {
    const endMs = Date.parse(endTime);
    if (endMs <= startMs || endMs <= nowMs) throw new Refusal('INVALID_END_TIME');
  } else if (readings.missingEnd === 'refused-for-tourers' && role === 'TOURER') {
    throw new Refusal('MISSING_END_TIME');
  }
}

function checkDaily({ readings, nowMs }: Work, request: GrantRequest, doors: Door[]): void {
  if (request.shareable) throw new Refusal('SHAREABLE_NOT_SUPPORTED');
  if (!request.shouldNotify && request.role === 'RESIDENT') throw new Refusal('NOTIFICATION_REQUIRED');
  if (request.endTime && readings.dailyEnd === 'refused') throw new Refusal('END_TIME_NOT_SUPPORTED');
  const startMs = Date.parse(request.startTime);
  for (const { building } of doors) {
    const zone = readings.dailyDay === 'door' ? building.zone : 'UTC';
    const daysAhead = dateIn(zone, startMs).compare(dateIn(zone, nowMs));
    if (daysAhead !== 0 && daysAhead !== 1) throw new Refusal('INVALID_START_TIME');
  }
}
