import { getHandler } from '#server/auth/get-handler';
import { countBundles } from '#server/services/bundles/list-bundles';
import { countBundlesQuery } from '#server/services/bundles/list-query';

export const GET = getHandler({ permission: 'unit.read', query: countBundlesQuery, run: countBundles });
