'use server';

import { changeAccessSchema, grantAccessSchema, revokeAccessSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/action.ts';
import { changeAccess as change } from '../services/accesses/change-access.ts';
import { grantAccess as grant } from '../services/accesses/grant-access.ts';
import { revokeAccess as revoke } from '../services/accesses/revoke-access.ts';

export const grantAccess = action({
  name: 'grantAccess',
  permission: 'access.grant',
  input: grantAccessSchema,
  run: grant,
});

export const changeAccess = action({
  name: 'changeAccess',
  permission: 'access.extend',
  input: changeAccessSchema,
  run: change,
});

export const revokeAccess = action({
  name: 'revokeAccess',
  permission: 'access.revoke',
  input: revokeAccessSchema,
  run: revoke,
});
