import { getHandler } from '#server/auth/get-handler';
import { countUnitsQuery } from '#server/services/units/list-query';
import { countUnits } from '#server/services/units/list-units';

export const GET = getHandler({ permission: 'unit.read', query: countUnitsQuery, run: countUnits });
