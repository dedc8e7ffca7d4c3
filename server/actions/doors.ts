'use server';

import { claimSyncSchema } from '#lib/schemas/grant-access';
import { action } from '../auth/entry.ts';
import { claimSync as claim } from '../services/doors/claim-sync.ts';

export const claimSync = action({
  name: 'claimSync',
  permission: 'access.revoke',
  input: claimSyncSchema,
  run: claim,
});
