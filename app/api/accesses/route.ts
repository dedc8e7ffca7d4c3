import { getHandler } from '#server/auth/get-handler';
import { listAccesses } from '#server/services/accesses/list-accesses';
import { listAccessesQuery } from '#server/services/accesses/list-query';

export const GET = getHandler({ permission: 'access.read', query: listAccessesQuery, run: listAccesses });
