import { areaParams } from '#lib/area';
import { buildingNeeds } from '#lib/building-facets';
import { cursor, oneOf, someOf, text } from '#lib/search-params';

/** What the address of the buildings list holds; `/api/buildings` takes the same names. */
export const buildingsParams = {
  q: text(),
  ...areaParams,
  needs: someOf(buildingNeeds),
  sort: oneOf(['name', '-name']),
  cursor,
};
