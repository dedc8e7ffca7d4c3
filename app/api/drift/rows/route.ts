import { getHandler } from '#server/auth/get-handler';
import { listDriftRowsQuery } from '#server/services/drift/list-query';
import { listDriftRows } from '#server/services/drift/list-rows';

export const GET = getHandler({ permission: 'access.read', query: listDriftRowsQuery, run: listDriftRows });
