import { z } from 'zod';
import { getHandler } from '#server/auth/entry';
import { getOperation } from '#server/services/operations/get-operation';

export const GET = getHandler({
  permission: 'operation.read',
  query: z.strictObject({ id: z.guid() }),
  run: (session, { id }) => getOperation(session, id),
  isPolled: true,
});
