import { doorFacetParams } from '#lib/door-facets';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the doors list holds; `/api/doors` takes the same names. */
export const doorsParams = {
  q: text(),
  building: id,
  portfolio: id,
  ...doorFacetParams,
  sort: oneOf(['name', '-name', 'building', '-building', 'battery', '-battery']),
  cursor,
};
