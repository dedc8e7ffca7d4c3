import { getHandler } from '#server/auth/get-handler';
import { listEvents } from '#server/services/history/list-events';
import { listEventsQuery } from '#server/services/history/list-query';

export const GET = getHandler({ permission: 'access.read', query: listEventsQuery, run: listEvents });
