import { doorcodeFacets } from '#lib/access-facets';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the doorcodes list holds; `/api/doorcodes` takes the same names. */
export const doorcodesParams = {
  q: text(),
  building: id,
  day: oneOf(doorcodeFacets.day),
  code: oneOf(doorcodeFacets.code),
  sort: oneOf(['building', '-building', 'person', '-person', 'end', '-end']),
  cursor,
};
