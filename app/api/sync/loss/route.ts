import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { getLoss } from '#server/services/sync/get-loss';

export const GET = getHandler({
  permission: 'sync.read',
  query: z.strictObject({ generation: z.coerce.number().int().positive() }),
  run: getLoss,
});
