import { getHandler } from '#server/auth/get-handler';
import { listUnitsQuery } from '#server/services/units/list-query';
import { listUnits } from '#server/services/units/list-units';

export const GET = getHandler({ permission: 'unit.read', query: listUnitsQuery, run: listUnits });
