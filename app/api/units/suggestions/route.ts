import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { suggestedUnits } from '#server/services/units/adopt-units';

export const GET = getHandler({
  permission: 'unit.edit',
  query: z.strictObject({ building: z.guid() }),
  run: suggestedUnits,
});
