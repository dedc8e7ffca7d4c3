'use server';

import * as z from 'zod/mini';
import { proofSchema } from '#lib/schemas/proof';
import { action } from '../auth/action.ts';
import { lockScreen as lock } from '../services/account/lock-screen.ts';
import { proveIdentity as prove } from '../services/account/prove-identity.ts';

export const proveIdentity = action({
  name: 'proveIdentity',
  permission: 'account.manage',
  input: proofSchema,
  run: prove,
});

export const lockScreen = action({
  name: 'lockScreen',
  permission: 'account.manage',
  input: z.strictObject({}),
  run: lock,
});

export const unlockScreen = action({
  name: 'unlockScreen',
  permission: 'account.manage',
  stage: 'locked',
  input: proofSchema,
  run: prove,
});
