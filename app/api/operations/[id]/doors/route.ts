import { getHandler } from '#server/auth/get-handler';
import { listOperationDoors, operationDoorsQuery } from '#server/services/operations/list-operation-doors';

export const GET = getHandler({
  permission: 'operation.read',
  query: operationDoorsQuery,
  run: listOperationDoors,
  isPolled: true,
});
