import { doorFacetParams } from '#lib/door-facets';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of a building's doors holds; the building itself stands in the path. */
export const buildingDoorsParams = {
  q: text(),
  ...doorFacetParams,
  sort: oneOf(['name', '-name', 'battery', '-battery']),
  cursor,
};
