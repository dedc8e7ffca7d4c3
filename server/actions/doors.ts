'use server';

import { doorStatementSchema } from '#lib/schemas/door-statement';
import { claimSyncSchema, claimSyncsSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/action.ts';
import { claimSync as claim } from '../services/doors/claim-sync.ts';
import { claimSyncs as claimEach } from '../services/doors/claim-syncs.ts';
import { makeDoorStatement as makeStatement } from '../services/doors/make-statement.ts';

export const claimSync = action({
  name: 'claimSync',
  permission: 'access.revoke',
  input: claimSyncSchema,
  run: claim,
});

export const claimSyncs = action({
  name: 'claimSyncs',
  permission: 'access.revoke',
  isSensitive: true,
  input: claimSyncsSchema,
  run: claimEach,
});

export const makeDoorStatement = action({
  name: 'makeDoorStatement',
  permission: 'export.create',
  isSensitive: true,
  input: doorStatementSchema,
  run: makeStatement,
});
