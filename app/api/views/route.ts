import { getHandler } from '#server/auth/get-handler';
import { listViews, listViewsQuery } from '#server/services/views/list-views';

export const GET = getHandler({ permission: 'account.manage', query: listViewsQuery, run: listViews });
