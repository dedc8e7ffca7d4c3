import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { bundleDrift } from '#server/services/bundles/bundle-drift';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => bundleDrift(session, id),
});
