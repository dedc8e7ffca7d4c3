'use server';

import * as z from 'zod/mini';
import { action } from '../auth/entry.ts';
import { requestSweep as request } from '../services/sync/request-sweep.ts';

export const requestSweep = action({
  name: 'requestSweep',
  permission: 'sync.run',
  input: z.strictObject({}),
  run: request,
});
