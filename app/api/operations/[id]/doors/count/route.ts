import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { countOperationDoors, operationDoorsFilter } from '#server/services/operations/list-operation-doors';

export const GET = getHandler({
  permission: 'operation.read',
  query: z.strictObject(operationDoorsFilter),
  run: countOperationDoors,
  isPolled: true,
});
