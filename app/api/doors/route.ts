import { getHandler } from '#server/auth/get-handler';
import { listDoors } from '#server/services/doors/list-doors';
import { listDoorsQuery } from '#server/services/doors/list-query';

export const GET = getHandler({ permission: 'door.read', query: listDoorsQuery, run: listDoors });
