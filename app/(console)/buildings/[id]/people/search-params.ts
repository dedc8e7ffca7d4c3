import { personFacetParams } from '#lib/access-facets';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of a building's people holds; the building itself stands in the path. */
export const buildingPeopleParams = {
  q: text(),
  ...personFacetParams,
  door: id,
  sort: oneOf(['name', '-name']),
  cursor,
};
