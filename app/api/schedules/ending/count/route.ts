import { getHandler } from '#server/auth/get-handler';
import { countEnding } from '#server/services/ending/list-ending';
import { countEndingQuery } from '#server/services/ending/list-query';

export const GET = getHandler({ permission: 'access.read', query: countEndingQuery, run: countEnding });
