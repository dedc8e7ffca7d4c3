import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { unitDrift } from '#server/services/units/unit-drift';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => unitDrift(session, id),
});
