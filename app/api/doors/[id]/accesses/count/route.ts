import { getHandler } from '#server/auth/get-handler';
import { countDoorAccessesQuery } from '#server/services/doors/accesses-query';
import { countDoorAccesses } from '#server/services/doors/list-door-accesses';

export const GET = getHandler({ permission: 'access.read', query: countDoorAccessesQuery, run: countDoorAccesses });
