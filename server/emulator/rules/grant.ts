import { randomUUID } from 'node:crypto';
import type { GrantRequest } from '../contract/requests.ts';
import { toUserRecord } from '../world/change.ts';
import { dayWindow } from '../world/days.ts';
import { codeForAccess } from '../world/doorcode.ts';
import type { Access, Door, User } from '../world/model.ts';
import { partnerUuid } from '../world/partner.ts';
import { isHeld } from './accesses.ts';
import { checkGrant, findDoors } from './check-grant.ts';
import { notifyOfGrant } from './notify.ts';
import { Refusal } from './refusal.ts';
import { saveAccess } from './save-access.ts';
import type { Work } from './work.ts';

type Target = { door: Door; keyUuid: string | null };

/** Creates the user or adds to the known one, grants every door and notifies once. Throws a Refusal before any change. */
export function grantAccess(work: Work, request: GrantRequest): { user: User; granted: Access[] } {
  const targets = findTargets(work, request);
  checkGrant(
    work,
    request,
    targets.map(({ door }) => door),
  );
  const known = findUser(work, request);
  if (known && work.readings.repeatGrant === 'refuse' && targets.some(({ door }) => heldByPartner(work, known, door))) {
    throw new Refusal('ACCESS_ALREADY_GRANTED');
  }
  const user = saveUser(work, request, known);
  const granted = targets.slice(0, work.doorLimit).map((target) => grantDoor(work, request, user, target));
  if (request.shouldNotify) notifyOfGrant(work, request, user, granted);
  return { user, granted };
}

/** Doors named one by one and, where keys are served, through keys; each door once. */
function findTargets(work: Work, { doorUuids = [], keyUuids = [] }: GrantRequest): Target[] {
  const targets = new Map<Door, Target>();
  for (const keyUuid of work.readings.keys === 'served' ? keyUuids : []) {
    const key = work.world.keys.get(keyUuid);
    if (!key) throw new Refusal('KEY_NOT_FOUND', Number(work.readings.unknownDoor));
    for (const door of key.doors) targets.set(door, { door, keyUuid });
  }
  for (const door of findDoors(work, doorUuids)) targets.set(door, { door, keyUuid: null });
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
  const held = request.passcodeType === 'PERMANENT' ? heldByPartner(work, user, door) : undefined;
  if (held) work.violations.add('duplicate_grant');
  else if (holdsSameDay(request, user, door)) work.violations.add('duplicate_daily_grant');
  const replaced = work.readings.repeatGrant === 'overwrite' ? held : undefined;
  const id = replaced?.id ?? work.world.nextAccessId;
  const access: Access = {
    id,
    user,
    door,
    passcodeType: request.passcodeType,
    role: request.role ?? (work.readings.missingRole === 'absent' ? null : 'NON_RESIDENT'),
    granter: { type: 'PARTNER', uuid: partnerUuid },
    shareable: request.shareable,
    ...windowOf(request, door),
    code: shownCode(replaced) ?? communalCode(work, request, user, door) ?? codeForAccess(id, work.seed),
    firstUsedMs: null,
    revokedMs: null,
    lockCopy: 'current',
    keyUuid,
  };
  saveAccess(work, access, replaced ?? null, replaced ? 'access.overwritten' : 'access.created');
  const saved = user.accesses.find((candidate) => candidate.id === id);
  if (!saved) throw new Error(`Access ${id} was saved but cannot be found.`);
  return saved;
}

function heldByPartner(work: Work, user: User, door: Door): Access | undefined {
  return user.accesses.find(
    (access) =>
      access.door === door &&
      access.passcodeType === 'PERMANENT' &&
      access.granter.type === 'PARTNER' &&
      isHeld(access, work),
  );
}

function holdsSameDay(request: GrantRequest, user: User, door: Door): boolean {
  if (request.passcodeType === 'PERMANENT') return false;
  const { startMs } = windowOf(request, door);
  return user.accesses.some(
    (access) => access.door === door && access.passcodeType !== 'PERMANENT' && access.startMs === startMs,
  );
}

/** A daily window is the door's calendar day, whatever time was sent. */
function windowOf({ passcodeType, startTime, endTime }: GrantRequest, door: Door): Pick<Access, 'startMs' | 'endMs'> {
  const startMs = Date.parse(startTime);
  if (passcodeType !== 'PERMANENT') return dayWindow(startMs, door.building.zone);
  return { startMs, endMs: endTime ? Date.parse(endTime) : null };
}

/** A resident's code is never shown, not even as somebody else's afterwards. */
const shownCode = (access: Access | undefined): number | undefined =>
  access?.role === 'RESIDENT' ? undefined : access?.code;

/** One common code for all communal doors a person holds for good; a private door gets its own. */
function communalCode(work: Work, { passcodeType }: GrantRequest, user: User, door: Door): number | undefined {
  if (passcodeType !== 'PERMANENT' || door.accessibilityType !== 'COMMUNAL') return undefined;
  return user.accesses.find(
    (access) =>
      access.passcodeType === 'PERMANENT' &&
      access.role !== 'RESIDENT' &&
      access.granter.type === 'PARTNER' &&
      access.door.accessibilityType === 'COMMUNAL' &&
      isHeld(access, work),
  )?.code;
}
