import { getHandler } from '#server/auth/get-handler';
import { listBundles } from '#server/services/bundles/list-bundles';
import { listBundlesQuery } from '#server/services/bundles/list-query';

export const GET = getHandler({ permission: 'unit.read', query: listBundlesQuery, run: listBundles });
