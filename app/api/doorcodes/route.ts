import { getHandler } from '#server/auth/get-handler';
import { listDoorcodes } from '#server/services/doorcodes/list-doorcodes';
import { listDoorcodesQuery } from '#server/services/doorcodes/list-query';

export const GET = getHandler({ permission: 'access.read', query: listDoorcodesQuery, run: listDoorcodes });
