import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { personHome } from '#server/services/tenancies/person-home';

export const GET = getHandler({
  permission: 'unit.read',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => personHome(session, id),
});
