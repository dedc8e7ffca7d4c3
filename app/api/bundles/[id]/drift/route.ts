import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { bundleDrift } from '#server/services/bundles/bundle-drift';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => bundleDrift(session, id),
});
