import { getHandler } from '#server/auth/get-handler';
import { countBuildings } from '#server/services/buildings/list-buildings';
import { countBuildingsQuery } from '#server/services/buildings/list-query';

export const GET = getHandler({ permission: 'building.read', query: countBuildingsQuery, run: countBuildings });
