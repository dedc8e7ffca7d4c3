import { getHandler } from '#server/auth/get-handler';
import { listDrift } from '#server/services/drift/list-drift';
import { listDriftQuery } from '#server/services/drift/list-query';

export const GET = getHandler({ permission: 'access.read', query: listDriftQuery, run: listDrift });
