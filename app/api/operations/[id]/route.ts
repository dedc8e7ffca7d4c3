import { z } from 'zod';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { getOperation } from '#server/services/operations/get-operation';

export const GET = getHandler({
  permission: 'operation.read',
  query: z.strictObject({ id: uuid }),
  run: (session, { id }) => getOperation(session, id),
  isPolled: true,
});
