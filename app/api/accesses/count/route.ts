import { getHandler } from '#server/auth/get-handler';
import { countAccesses } from '#server/services/accesses/list-accesses';
import { countAccessesQuery } from '#server/services/accesses/list-query';

export const GET = getHandler({ permission: 'access.read', query: countAccessesQuery, run: countAccesses });
