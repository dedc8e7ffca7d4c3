import { getHandler } from '#server/auth/get-handler';
import { listEnding } from '#server/services/ending/list-ending';
import { listEndingQuery } from '#server/services/ending/list-query';

export const GET = getHandler({ permission: 'access.read', query: listEndingQuery, run: listEnding });
