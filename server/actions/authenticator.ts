'use server';

import * as z from 'zod/mini';
import { action } from '../auth/action.ts';
import {
  confirmAuthenticator as confirm,
  renewRecoveryCodes as renew,
  startAuthenticator as start,
} from '../services/account/set-up-authenticator.ts';

export const startAuthenticator = action({
  name: 'startAuthenticator',
  permission: 'account.manage',
  stage: 'enrolling',
  isSensitive: true,
  input: z.strictObject({}),
  run: start,
});

export const confirmAuthenticator = action({
  name: 'confirmAuthenticator',
  permission: 'account.manage',
  stage: 'enrolling',
  isSensitive: true,
  input: z.strictObject({ code: z.string().check(z.regex(/^\d{6}$/, 'code_wrong')) }),
  run: confirm,
});

export const renewRecoveryCodes = action({
  name: 'renewRecoveryCodes',
  permission: 'account.manage',
  isSensitive: true,
  input: z.strictObject({}),
  run: renew,
});
