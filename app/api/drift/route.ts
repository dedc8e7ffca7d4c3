import { getHandler } from '#server/auth/entry';
import { listDrift } from '#server/services/drift/list-drift';
import { listDriftQuery } from '#server/services/drift/list-query';

export const GET = getHandler({ permission: 'access.read', query: listDriftQuery, run: listDrift });
