import { areaParams } from '#lib/area';
import { buildingNeeds } from '#lib/building-facets';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the buildings list holds; `/api/buildings` takes the same names. */
export const buildingsParams = {
  q: text(),
  ...areaParams,
  needs: oneOf(buildingNeeds),
  sort: oneOf(['name', '-name']),
  cursor,
};
