import { getHandler } from '#server/auth/get-handler';
import { countHistory } from '#server/services/history/list-history';
import { countHistoryQuery } from '#server/services/history/list-query';

export const GET = getHandler({ permission: 'access.read', query: countHistoryQuery, run: countHistory('building') });
