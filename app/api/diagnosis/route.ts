import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { diagnoseAccess } from '#server/services/diagnosis/diagnose-access';

export const GET = getHandler({
  permission: 'access.read',
  query: z.strictObject({ person: uuid, door: uuid }),
  run: (session, { person, door }) => diagnoseAccess(session, { personId: person, doorId: door }),
  isPolled: true,
});
