import { getHandler } from '#server/auth/get-handler';
import { countDoors } from '#server/services/doors/list-doors';
import { countDoorsQuery } from '#server/services/doors/list-query';

export const GET = getHandler({ permission: 'door.read', query: countDoorsQuery, run: countDoors });
