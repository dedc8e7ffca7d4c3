import { getHandler } from '#server/auth/get-handler';
import { countDoorcodes } from '#server/services/doorcodes/list-doorcodes';
import { countDoorcodesQuery } from '#server/services/doorcodes/list-query';

export const GET = getHandler({ permission: 'access.read', query: countDoorcodesQuery, run: countDoorcodes });
