'use server';

import { changeEmailSchema, giveAgainSchema, lostPhoneSchema, replaceStartSchema } from '#lib/schemas/person-jobs';
import { action } from '../auth/action.ts';
import { giveAgain as runGiveAgain } from '../services/accesses/give-again.ts';
import { lostPhone as runLostPhone } from '../services/accesses/lost-phone.ts';
import { replaceStart as runReplaceStart } from '../services/accesses/replace-start.ts';
import { changeEmail as runChangeEmail } from '../services/people/change-email.ts';

export const lostPhone = action({
  name: 'lostPhone',
  permission: 'access.revoke',
  input: lostPhoneSchema,
  run: runLostPhone,
});

export const giveAgain = action({
  name: 'giveAgain',
  permission: 'access.grant',
  input: giveAgainSchema,
  run: runGiveAgain,
});

export const changeEmail = action({
  name: 'changeEmail',
  permission: 'access.revoke',
  input: changeEmailSchema,
  run: runChangeEmail,
});

export const replaceStart = action({
  name: 'replaceStart',
  permission: 'access.revoke',
  input: replaceStartSchema,
  run: runReplaceStart,
});
