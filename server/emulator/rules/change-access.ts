import type { UpdateAccessRequest } from '../contract/requests.ts';
import type { User } from '../world/model.ts';
import { Refusal } from './refusal.ts';
import { saveAccess } from './save-access.ts';
import { findTarget } from './target.ts';
import type { Work } from './work.ts';

/** PATCH: PERMANENT only; an `endTime` left out removes the expiry. Throws a Refusal. */
export function changeAccess(work: Work, userUuid: string, doorUuid: string, request: UpdateAccessRequest): User {
  if (request.endTime === undefined) work.violations.add('patch_without_end_time');
  if (request.shareable === undefined) work.violations.add('patch_without_shareable');
  const { user, accesses } = findTarget(work, userUuid, doorUuid, 'patch');
  const endMs = request.endTime ? Date.parse(request.endTime) : null;
  for (const access of accesses) {
    if (endMs !== null && (endMs <= work.nowMs || endMs <= access.startMs)) throw new Refusal(work.readings.patchEnd);
    if (request.shareable && work.readings.shareRight === 'residents' && access.role !== 'RESIDENT') {
      throw new Refusal('USER_CAN_NOT_SHARE');
    }
  }
  for (const access of accesses) {
    const omitted = work.readings.omittedShareable === 'keep' ? access.shareable : false;
    saveAccess(work, { ...access, endMs, shareable: request.shareable ?? omitted }, access, 'access.changed');
  }
  return user;
}
