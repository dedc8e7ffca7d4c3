import { toAccessRecord } from '../world/change.ts';
import type { Access, Door } from '../world/model.ts';
import { isHeld } from './accesses.ts';
import { codeAtLock } from './doorcodes.ts';
import type { Work } from './work.ts';

type LockReason =
  | 'opened'
  | 'outside_window'
  | 'not_yet_valid'
  | 'expired'
  | 'wrong_code'
  | 'offline_not_synced'
  | 'used_up'
  | 'revoked'
  | 'no_access'
  | 'not_activated';

type Sight = Pick<Work, 'world' | 'readings' | 'nowMs'>;

export type LockAnswer = { reason: LockReason; access: Access | null; isStale: boolean };

/** 15 minutes after its first use a single-use code ends. */
const singleUseMs = 15 * 60_000;

/** Most telling first: why a lock stays shut when several accesses could have opened it. */
const reasonOrder: LockReason[] = [
  'opened',
  'used_up',
  'offline_not_synced',
  'not_yet_valid',
  'outside_window',
  'expired',
  'revoked',
];

/** Types a doorcode into the door's keypad. The first use of a single-use code starts its 15 minutes. */
export function tryCode(work: Work, door: Door, code: string): LockAnswer {
  if (door.device === null) return { reason: 'not_activated', access: null, isStale: false };
  const answer = bestOf(
    work,
    door.accesses.filter((access) => codeAtLock(access, work.nowMs) === code),
  );
  if (!answer) return { reason: 'wrong_code', access: null, isStale: false };
  if (answer.reason === 'opened') noteFirstUse(work, answer.access);
  return answer;
}

/** Unlocks with the person's app: PERMANENT access only. Opening an offline lock with the app also syncs it. */
export function tryApp(work: Work, door: Door, userUuid: string): LockAnswer {
  if (door.device === null) return { reason: 'not_activated', access: null, isStale: false };
  const answer = bestOf(
    work,
    door.accesses.filter((access) => access.user.uuid === userUuid && access.passcodeType === 'PERMANENT'),
  );
  if (!answer) return { reason: 'no_access', access: null, isStale: false };
  if (answer.reason === 'opened') syncLock(work, door);
  return answer;
}

/**
 * Brings everything the cloud knows to the lock: new access works, revoked access ends. Returns how many accesses that
 * were.
 */
export function syncLock(work: Work, door: Door): number {
  const unsynced = unsyncedAccesses(work, door);
  for (const access of unsynced) {
    work.put({ kind: 'access', access: { ...toAccessRecord(access), lockCopy: settledCopy(work, access) } });
  }
  return unsynced.length;
}

/**
 * What an offline lock has not heard of: new, changed and revoked access, and guests whose resident's ended by itself.
 */
export function unsyncedAccesses(work: Sight, door: Door): Access[] {
  return door.accesses.filter((access) => isUnsynced(work, access));
}

/** A connected lock hears of everything at once, and daily codes need no sync. */
function isUnsynced(work: Sight, access: Access): boolean {
  const { passcodeType, door, lockCopy } = access;
  return passcodeType === 'PERMANENT' && door.isConnected === false && lockCopy !== settledCopy(work, access);
}

function settledCopy(work: Sight, access: Access): 'current' | 'missing' {
  return isHeld(access, work) ? 'current' : 'missing';
}

function bestOf(work: Work, candidates: Access[]): (LockAnswer & { access: Access }) | null {
  const answers = candidates.map((access) => judge(work, access));
  for (const reason of reasonOrder) {
    const found = answers.findLast((answer) => answer.reason === reason);
    if (found) return found;
  }
  return null;
}

function judge(work: Work, access: Access): LockAnswer & { access: Access } {
  return { reason: reasonFor(work, access), access, isStale: isUnsynced(work, access) };
}

function reasonFor(work: Work, access: Access): LockReason {
  if (access.passcodeType !== 'PERMANENT') return judgeDaily(work, access);
  return access.door.isConnected === false ? judgeByCopy(work, access) : judgeByCloud(work, access);
}

function judgeByCloud(work: Work, access: Access): LockReason {
  return isHeld(access, work) ? judgeWindow(work, access) : 'revoked';
}

/**
 * An offline lock knows the credentials it was given, with their own windows. That a guest's hangs on their resident's
 * only the cloud knows: when the resident's ends by itself, the guest's opens until a sync, as a revoked one does.
 */
function judgeByCopy(work: Work, access: Access): LockReason {
  if (access.lockCopy === 'missing') return isHeld(access, work) ? 'offline_not_synced' : 'revoked';
  return judgeWindow(work, access.lockCopy === 'current' ? access : access.lockCopy);
}

function judgeWindow({ nowMs }: Work, { startMs, endMs }: Pick<Access, 'startMs' | 'endMs'>): LockReason {
  if (nowMs < startMs) return 'not_yet_valid';
  return endMs !== null && nowMs >= endMs ? 'expired' : 'opened';
}

function judgeDaily(work: Work, access: Access): LockReason {
  const { nowMs } = work;
  if (nowMs < access.startMs || (access.endMs !== null && nowMs >= access.endMs)) return 'outside_window';
  return isUsedUp(access, work) ? 'used_up' : 'opened';
}

/** A single-use code that was used, and whose time after that is over. */
export function isUsedUp({ passcodeType, firstUsedMs }: Access, { nowMs, readings }: Work): boolean {
  if (passcodeType !== 'DAILY_SINGLE_USE' || firstUsedMs === null) return false;
  return nowMs >= firstUsedMs + (readings.singleUseEnd === 'first-use' ? 0 : singleUseMs);
}

function noteFirstUse(work: Work, access: Access | null): void {
  if (!access || access.passcodeType === 'PERMANENT' || access.firstUsedMs !== null) return;
  work.put({ kind: 'access', access: { ...toAccessRecord(access), firstUsedMs: work.nowMs } });
}
