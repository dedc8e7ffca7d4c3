import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { suggestedUnits } from '#server/services/units/adopt-units';

export const GET = getHandler({
  permission: 'unit.edit',
  query: z.strictObject({ building: uuid }),
  run: suggestedUnits,
});
