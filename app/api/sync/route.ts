import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { getSyncStatus } from '#server/services/sync/get-sync-status';

export const GET = getHandler({
  permission: 'sync.read',
  query: z.strictObject({}),
  run: getSyncStatus,
  isPolled: true,
});
