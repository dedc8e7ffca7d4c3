import { getHandler } from '#server/auth/get-handler';
import { countDrift } from '#server/services/drift/list-drift';
import { countDriftQuery } from '#server/services/drift/list-query';

export const GET = getHandler({ permission: 'access.read', query: countDriftQuery, run: countDrift });
