import { getHandler } from '#server/auth/get-handler';
import { listHistory } from '#server/services/history/list-history';
import { listHistoryQuery } from '#server/services/history/list-query';

export const GET = getHandler({ permission: 'access.read', query: listHistoryQuery, run: listHistory('building') });
