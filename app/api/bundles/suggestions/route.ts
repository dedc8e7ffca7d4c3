import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { suggestedBundles } from '#server/services/bundles/adopt-bundles';

export const GET = getHandler({
  permission: 'unit.edit',
  query: z.strictObject({ building: uuid }),
  run: suggestedBundles,
});
