import { areaParams } from '#lib/area';
import { doorFacetParams } from '#lib/door-facets';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the doors list holds; `/api/doors` takes the same names. */
export const doorsParams = {
  q: text(),
  ...areaParams,
  ...doorFacetParams,
  sort: oneOf(['name', '-name', 'building', '-building', 'battery', '-battery', 'read', '-read']),
  cursor,
};
