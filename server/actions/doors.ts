'use server';

import { claimSyncSchema, claimSyncsSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/entry.ts';
import { claimSync as claim } from '../services/doors/claim-sync.ts';
import { claimSyncs as claimEach } from '../services/doors/claim-syncs.ts';

export const claimSync = action({
  name: 'claimSync',
  permission: 'access.revoke',
  input: claimSyncSchema,
  run: claim,
});

export const claimSyncs = action({
  name: 'claimSyncs',
  permission: 'access.revoke',
  input: claimSyncsSchema,
  run: claimEach,
});
