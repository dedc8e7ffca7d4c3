import { getHandler } from '#server/auth/entry';
import { listDoors, listDoorsQuery } from '#server/services/doors/list-doors';

export const GET = getHandler({ permission: 'door.read', query: listDoorsQuery, run: listDoors });
