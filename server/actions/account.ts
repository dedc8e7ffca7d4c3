'use server';

import * as z from 'zod/mini';
import { changePasswordSchema } from '#lib/schemas/password';
import { uuid } from '#lib/schemas/uuid';
import { action } from '../auth/action.ts';
import { changePassword as change } from '../services/account/change-password.ts';
import { endAllOwnSessions as endAll, endOwnSession as endOne } from '../services/account/end-sessions.ts';

export const changePassword = action({
  name: 'changePassword',
  permission: 'account.manage',
  input: changePasswordSchema,
  run: change,
});

export const endOwnSession = action({
  name: 'endOwnSession',
  permission: 'account.manage',
  input: z.strictObject({ sessionId: uuid }),
  run: endOne,
});

export const endAllOwnSessions = action({
  name: 'endAllOwnSessions',
  permission: 'account.manage',
  input: z.strictObject({}),
  run: endAll,
});
