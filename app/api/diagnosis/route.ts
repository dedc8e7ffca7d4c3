import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { diagnoseAccess } from '#server/services/diagnosis/diagnose-access';

export const GET = getHandler({
  permission: 'access.read',
  query: z.strictObject({ person: z.guid(), door: z.guid() }),
  run: (session, { person, door }) => diagnoseAccess(session, { personId: person, doorId: door }),
  isPolled: true,
});
