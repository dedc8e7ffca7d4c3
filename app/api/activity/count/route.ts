import { getHandler } from '#server/auth/get-handler';
import { countActivity } from '#server/services/activity/count-activity';
import { countActivityQuery } from '#server/services/activity/list-query';

export const GET = getHandler({ permission: 'audit.read', query: countActivityQuery, run: countActivity });
