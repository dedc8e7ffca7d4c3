import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { getUnit } from '#server/services/units/get-unit';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => getUnit(session, id),
  isPolled: true,
});
