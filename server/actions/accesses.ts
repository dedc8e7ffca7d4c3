'use server';

import { changeChosenSchema } from '#lib/schemas/change-chosen';
import { changeAccessSchema, grantAccessSchema, revokeAccessSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/entry.ts';
import { changeAccess as change } from '../services/accesses/change-access.ts';
import { changeChosen as changeAll } from '../services/accesses/change-chosen.ts';
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

export const changeChosen = action({
  name: 'changeChosen',
  permission: 'access.extend',
  input: changeChosenSchema,
  run: changeAll,
});

export const revokeAccess = action({
  name: 'revokeAccess',
  permission: 'access.revoke',
  input: revokeAccessSchema,
  run: revoke,
});
