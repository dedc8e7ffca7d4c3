import { getHandler } from '#server/auth/entry';
import { listDriftRowsQuery } from '#server/services/drift/list-query';
import { listDriftRows } from '#server/services/drift/list-rows';

export const GET = getHandler({ permission: 'access.read', query: listDriftRowsQuery, run: listDriftRows });
