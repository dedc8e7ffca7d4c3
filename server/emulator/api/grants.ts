import { grantedDoors } from '../contract/answers.ts';
import { user as userSchema } from '../contract/entities.ts';
import { grantRequest } from '../contract/requests.ts';
import { route } from '../contract/route.ts';
import { isUnended, readableAccesses } from '../rules/accesses.ts';
import { grantAccess } from '../rules/grant.ts';
import { isUsedUp } from '../rules/lock.ts';
import type { Work } from '../rules/work.ts';
import type { Access, User } from '../world/model.ts';
import { renderDoor, renderUser } from './render.ts';

/** v1 answers with doors: all the user has access to, or those of this grant. */
export const grantV1 = route({
  method: 'POST',
  path: '/v1/users',
  operationId: 'grantAccess',
  body: grantRequest,
  answers: { 200: grantedDoors, 201: null },
  handle: ({ work, readings, body }) => {
    const { user, granted } = grantAccess(work, body);
    if (readings.grantAnswer === '201-empty') return { status: 201 };
    const accesses = readings.v1Doors === 'all' ? openAccesses(user, work) : granted;
    const doors = [...new Set(accesses.map((access) => access.door))];
    return { status: 200, body: { userUuid: user.uuid, doors: doors.map((door) => renderDoor(door, readings)) } };
  },
});

/** What is over may still read back, but gives access no more. */
function openAccesses(user: User, work: Work): Access[] {
  return readableAccesses(user, work).filter((access) => isUnended(access, work.nowMs) && !isUsedUp(access, work));
}

/** v2 answers with the whole user, doorcodes included. */
export const grantV2 = route({
  method: 'POST',
  path: '/v2/users',
  operationId: 'grantAccessV2',
  body: grantRequest,
  answers: { 200: userSchema, 201: null },
  handle: ({ work, readings, body }) => {
    const { user } = grantAccess(work, body);
    if (readings.grantAnswer === '201-empty') return { status: 201 };
    return { status: 200, body: renderUser(user, work, false) };
  },
});
