import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { checkClear } from '#server/services/units/check-clear';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => checkClear(session, id),
});
