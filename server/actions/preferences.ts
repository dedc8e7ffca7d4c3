'use server';

import { keepPreferenceSchema } from '#lib/schemas/preference';
import { action } from '../auth/action.ts';
import { keepPreference as keep } from '../services/preferences/keep-preference.ts';

export const keepPreference = action({
  name: 'keepPreference',
  permission: 'account.manage',
  input: keepPreferenceSchema,
  run: keep,
});
