'use server';

import * as z from 'zod/mini';
import { acceptLossSchema, syncSettingsSchema } from '#lib/schemas/sync';
import { action } from '../auth/action.ts';
import { acceptLoss as accept } from '../services/sync/accept-loss.ts';
import { changeSyncSettings as change } from '../services/sync/change-sync-settings.ts';
import { requestSweep as request } from '../services/sync/request-sweep.ts';
import { stopSweep as stop } from '../services/sync/stop-sweep.ts';

export const requestSweep = action({
  name: 'requestSweep',
  permission: 'sync.run',
  input: z.strictObject({}),
  run: request,
});

export const stopSweep = action({
  name: 'stopSweep',
  permission: 'sync.run',
  input: z.strictObject({}),
  run: stop,
});

export const acceptLoss = action({
  name: 'acceptLoss',
  permission: 'sync.run',
  isSensitive: true,
  input: acceptLossSchema,
  run: accept,
});

export const changeSyncSettings = action({
  name: 'changeSyncSettings',
  permission: 'setting.manage',
  isSensitive: true,
  input: syncSettingsSchema,
  run: change,
});
