import { nothing, refusal } from '../contract/answers.ts';
import { user as userSchema } from '../contract/entities.ts';
import { updateAccessRequest } from '../contract/requests.ts';
import { route } from '../contract/route.ts';
import { changeAccess } from '../rules/change-access.ts';
import { revokeAccess } from '../rules/revoke-access.ts';
import { renderUser } from './render.ts';

export const updateAccess = route({
  method: 'PATCH',
  path: '/v1/users/{userUuid}/doors/{doorUuid}',
  operationId: 'updateAccess',
  body: updateAccessRequest,
  answers: { 200: userSchema, 204: null },
  handle: ({ work, readings, params, body }) => {
    const user = changeAccess(work, params.userUuid ?? '', params.doorUuid ?? '', body);
    if (readings.patchAnswer === '204') return { status: 204 };
    return { status: 200, body: renderUser(user, work, false) };
  },
});

export const deleteAccess = route({
  method: 'DELETE',
  path: '/v1/users/{userUuid}/doors/{doorUuid}',
  operationId: 'revokeAccess',
  answers: { 200: nothing, 204: null, 409: refusal },
  handle: ({ work, readings, params }) => {
    revokeAccess(work, params.userUuid ?? '', params.doorUuid ?? '');
    if (readings.deleteAnswer === '204') return { status: 204 };
    return readings.deleteAnswer === '200-object' ? { status: 200, body: {} } : { status: 200 };
  },
});
