import { getHandler } from '#server/auth/get-handler';
import { listActivity } from '#server/services/activity/list-activity';
import { listActivityQuery } from '#server/services/activity/list-query';

export const GET = getHandler({ permission: 'audit.read', query: listActivityQuery, run: listActivity });
