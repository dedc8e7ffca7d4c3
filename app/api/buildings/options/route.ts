import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { listBuildingOptions } from '#server/services/buildings/list-building-options';

export const GET = getHandler({ permission: 'building.read', query: z.strictObject({}), run: listBuildingOptions });
