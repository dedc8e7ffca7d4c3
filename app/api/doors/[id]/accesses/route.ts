import { getHandler } from '#server/auth/get-handler';
import { listDoorAccessesQuery } from '#server/services/doors/accesses-query';
import { listDoorAccesses } from '#server/services/doors/list-door-accesses';

export const GET = getHandler({ permission: 'access.read', query: listDoorAccessesQuery, run: listDoorAccesses });
