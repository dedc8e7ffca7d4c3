import { randomUUID } from 'node:crypto';
import type { GrantRequest } from '../contract/requests.ts';
import { toUserRecord } from '../world/change.ts';
import { dayWindow } from '../world/days.ts';
import { codeForAccess } from '../world/doorcode.ts';
import type { Access, Door, Role, User } from '../world/model.ts';
import { partnerUuid } from '../world/partner.ts';
import { isHeld, isUnended, isVisible } from './accesses.ts';
import { checkGrant, findDoors } from './check-grant.ts';
import { findKey } from './keys.ts';
import { isUsedUp } from './lock.ts';
import { notifyOfGrant } from './notify.ts';
import { Refusal } from './refusal.ts';
import { putAccess, saveAccess } from './save-access.ts';
import type { Work } from './work.ts';

type Target = { door: Door; keyUuid: string | null };

/**
 * Creates the user or adds to the known one, grants every door and notifies once. Throws a Refusal before any change.
 */
export function grantAccess(work: Work, request: GrantRequest): { user: User; granted: Access[] } {
  const targets = findTargets(work, request);
  checkGrant(
    work,
    request,
    targets.map(({ door }) => door),
  );
  const known = findUser(work, request);
  const isHeldAlready = known && targets.some((target) => findHeld(work, request, known, target));
  if (isHeldAlready && request.passcodeType === 'PERMANENT' && work.readings.repeatGrant === 'refuse') {
    throw new Refusal('ACCESS_ALREADY_GRANTED');
  }
  const user = saveUser(work, request, known);
  const granted = targets.slice(0, work.doorLimit).map((target) => grantDoor(work, request, user, target));
  if (request.shouldNotify) notifyOfGrant(work, request, user, granted);
  return { user, granted };
}

/** Doors named through keys, where keys are served, and one by one; each door once, and no key lacks one of its own. */
function findTargets(work: Work, { doorUuids = [], keyUuids = [] }: GrantRequest): Target[] {
  const targets = new Map<Door, Target>();
  for (const keyUuid of work.readings.keys === 'served' ? keyUuids : []) {
    const key = findKey(work, keyUuid);
    if (!key) throw new Refusal('KEY_NOT_FOUND', Number(work.readings.unknownDoor));
    const isShared = work.world.keys.has(keyUuid);
    for (const door of key.doors.filter(isVisible)) targets.set(door, { door, keyUuid: isShared ? keyUuid : null });
  }
  for (const door of findDoors(work, doorUuids)) {
    if (!targets.has(door)) targets.set(door, { door, keyUuid: null });
  }
  if (targets.size === 0) throw new Refusal('DOOR_UUIDS_REQUIRED');
  return [...targets.values()];
}

function findUser({ world, readings }: Work, { email, phone }: GrantRequest): User | undefined {
  if (email) return world.userByEmail(email);
  return phone && readings.matching === 'email-else-phone' ? world.userByPhone(phone) : undefined;
}

function saveUser(work: Work, { email, phone, firstName, lastName }: GrantRequest, known: User | undefined): User {
  const uuid = known?.uuid ?? randomUUID();
  const names = known && work.readings.namesOnRepeat === 'keep' ? {} : { firstName, lastName };
  const record = known
    ? { ...toUserRecord(known), ...names, phone: known.phone ?? phone ?? null }
    : { uuid, email: email?.trim() ?? null, phone: phone ?? null, firstName, lastName };
  work.put({ kind: 'user', user: record });
  if (!known) work.applied.push({ what: 'user.created', userUuid: uuid, doorUuid: null, passcodeType: null });
  const saved = work.world.user(uuid);
  if (!saved) throw new Error(`User ${uuid} was saved but cannot be found.`);
  return saved;
}

function grantDoor(work: Work, request: GrantRequest, user: User, { door, keyUuid }: Target): Access {
  const isPermanent = request.passcodeType === 'PERMANENT';
  const held = findHeld(work, request, user, { door, keyUuid });
  if (held) work.violations.add(isPermanent ? 'duplicate_grant' : 'duplicate_daily_grant');
  const replaced = isPermanent && work.readings.repeatGrant === 'overwrite' ? held : undefined;
  // A resident's code is never shown, neither before nor afterwards: an access with a code of its own takes its place.
  const kept = replaced && isResident(replaced) === isResident(request) ? replaced : null;
  if (replaced && !kept) putAccess(work, { ...replaced, revokedMs: work.nowMs }, replaced);
  const id = kept?.id ?? work.world.nextAccessId;
  const access: Access = {
    id,
    user,
    door,
    passcodeType: request.passcodeType,
    role: request.role ?? (work.readings.missingRole === 'absent' ? null : 'NON_RESIDENT'),
    granter: { type: 'PARTNER', uuid: partnerUuid },
    shareable: request.shareable,
    ...windowOf(request, door),
    code: kept?.code ?? communalCode(work, request, user, door) ?? codeForAccess(id, work.seed),
    firstUsedMs: null,
    revokedMs: null,
    lockCopy: 'current',
    keyUuid,
  };
  saveAccess(work, access, kept, replaced ? 'access.overwritten' : 'access.created');
  const saved = user.accesses.find((candidate) => candidate.id === id);
  if (!saved) throw new Error(`Access ${id} was saved but cannot be found.`);
  return saved;
}

/**
 * What the partner granted before and would grant again: a PERMANENT access, or a daily one for the same
 * day, neither of them over. What came by a key and what came door by door are two.
 */
function findHeld(work: Work, request: GrantRequest, user: User, { door, keyUuid }: Target): Access | undefined {
  const { startMs } = windowOf(request, door);
  return user.accesses.find(
    (access) =>
      access.door === door &&
      access.keyUuid === keyUuid &&
      access.granter.type === 'PARTNER' &&
      (request.passcodeType === 'PERMANENT'
        ? access.passcodeType === 'PERMANENT'
        : access.passcodeType !== 'PERMANENT' && access.startMs === startMs) &&
      isUnended(access, work.nowMs) &&
      !isUsedUp(access, work),
  );
}

/** A daily window is the door's calendar day, whatever time was sent. */
function windowOf({ passcodeType, startTime, endTime }: GrantRequest, door: Door): Pick<Access, 'startMs' | 'endMs'> {
  const startMs = Date.parse(startTime);
  if (passcodeType !== 'PERMANENT') return dayWindow(startMs, door.building.zone);
  return { startMs, endMs: endTime ? Date.parse(endTime) : null };
}

const isResident = ({ role }: { role?: Role | null }): boolean => role === 'RESIDENT';

/**
 * One common code for all communal doors a person holds for good; a private door gets its own, and so does a resident.
 */
function communalCode(work: Work, request: GrantRequest, user: User, door: Door): number | undefined {
  const isShared =
    request.passcodeType === 'PERMANENT' && door.accessibilityType === 'COMMUNAL' && !isResident(request);
  if (!isShared) return undefined;
  return user.accesses.find(
    (access) =>
      access.passcodeType === 'PERMANENT' &&
      !isResident(access) &&
      access.granter.type === 'PARTNER' &&
      access.door.accessibilityType === 'COMMUNAL' &&
      isHeld(access, work),
  )?.code;
}
