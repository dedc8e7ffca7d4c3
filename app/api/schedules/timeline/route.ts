import { getHandler } from '#server/auth/get-handler';
import { listTimelineQuery } from '#server/services/timeline/list-query';
import { listTimeline } from '#server/services/timeline/list-timeline';

export const GET = getHandler({ permission: 'access.read', query: listTimelineQuery, run: listTimeline });
