import { toAccessRecord } from '../world/change.ts';
import type { Access, LockCopy } from '../world/model.ts';
import type { Applied, Work } from './work.ts';

/** Stores a new or changed access and writes down what happened. `known` is the access as it was. */
export function saveAccess(work: Work, access: Access, known: Access | null, what: Applied['what']): void {
  putAccess(work, access, known);
  work.applied.push({
    what,
    userUuid: access.user.uuid,
    doorUuid: access.door.uuid,
    passcodeType: access.passcodeType,
  });
}

/** Stores it as a part of something else that is written down. */
export function putAccess(work: Work, access: Access, known: Access | null): void {
  work.put({ kind: 'access', access: { ...toAccessRecord(access), lockCopy: lockCopyAfter(access, known) } });
}

/** A connected lock learns at once; an offline one keeps what it knew until a sync. Daily codes need no sync. */
function lockCopyAfter(access: Access, known: Access | null): LockCopy {
  if (access.passcodeType !== 'PERMANENT') return 'current';
  if (access.door.isConnected !== false) return access.revokedMs === null ? 'current' : 'missing';
  if (known === null) return 'missing';
  const copy = known.lockCopy === 'current' ? { startMs: known.startMs, endMs: known.endMs } : known.lockCopy;
  return copy !== 'missing' && isCurrent(copy, access) ? 'current' : copy;
}

/** Nothing a lock knows has changed, or it changed back. */
function isCurrent({ startMs, endMs }: Pick<Access, 'startMs' | 'endMs'>, access: Access): boolean {
  return access.revokedMs === null && access.startMs === startMs && access.endMs === endMs;
}
