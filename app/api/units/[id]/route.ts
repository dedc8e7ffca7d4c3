import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { getUnit } from '#server/services/units/get-unit';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => getUnit(session, id),
  isPolled: true,
});
