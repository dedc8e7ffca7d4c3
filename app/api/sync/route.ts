import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { getSyncStatus } from '#server/services/sync/get-sync-status';

export const GET = getHandler({
  permission: 'sync.read',
  query: z.strictObject({}),
  run: getSyncStatus,
  isPolled: true,
});
