import { doorcodeFacets } from '#lib/access-facets';
import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the doorcodes list holds; `/api/doorcodes` takes the same names. */
export const doorcodesParams = {
  q: text(),
  ...areaParams,
  day: oneOf(doorcodeFacets.day),
  code: oneOf(doorcodeFacets.code),
  sort: oneOf(['building', '-building', 'person', '-person', 'end', '-end']),
  cursor,
};
