import { getHandler } from '#server/auth/get-handler';
import { listBuildings } from '#server/services/buildings/list-buildings';
import { listBuildingsQuery } from '#server/services/buildings/list-query';

export const GET = getHandler({ permission: 'building.read', query: listBuildingsQuery, run: listBuildings });
