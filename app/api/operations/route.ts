import { getHandler } from '#server/auth/get-handler';
import { listOperations, listOperationsQuery } from '#server/services/operations/list-operations';

export const GET = getHandler({ permission: 'operation.read', query: listOperationsQuery, run: listOperations });
