import { getHandler } from '#server/auth/get-handler';
import { countDriftRowsQuery } from '#server/services/drift/list-query';
import { countDriftRows } from '#server/services/drift/list-rows';

export const GET = getHandler({ permission: 'access.read', query: countDriftRowsQuery, run: countDriftRows });
