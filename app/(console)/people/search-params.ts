import { personFacetParams } from '#lib/access-facets';
import { areaParams } from '#lib/area';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the people list holds; `/api/people` takes the same names. */
export const peopleParams = {
  q: text(),
  ...areaParams,
  ...personFacetParams,
  door: id,
  sort: oneOf(['name', '-name']),
  cursor,
};
