import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { getOpenKitStatus } from '#server/services/sync/get-openkit-status';

export const GET = getHandler({
  permission: 'sync.read',
  query: z.strictObject({}),
  run: getOpenKitStatus,
  isPolled: true,
});
