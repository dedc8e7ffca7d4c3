import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { checkClear } from '#server/services/units/check-clear';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => checkClear(session, id),
});
