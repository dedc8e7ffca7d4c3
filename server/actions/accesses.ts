'use server';

import { grantAccessSchema, revokeAccessSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/entry.ts';
import { grantAccess as grant } from '../services/accesses/grant-access.ts';
import { revokeAccess as revoke } from '../services/accesses/revoke-access.ts';

export const grantAccess = action({
  name: 'grantAccess',
  permission: 'access.grant',
  input: grantAccessSchema,
  run: grant,
});

export const revokeAccess = action({
  name: 'revokeAccess',
  permission: 'access.revoke',
  input: revokeAccessSchema,
  run: revoke,
});
