import { getHandler } from '#server/auth/get-handler';
import { countEvents } from '#server/services/history/list-events';
import { countEventsQuery } from '#server/services/history/list-query';

export const GET = getHandler({ permission: 'access.read', query: countEventsQuery, run: countEvents });
