import { accessFacetParams } from '#lib/access-facets';
import { areaParams } from '#lib/area';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the accesses list holds; `/api/accesses` takes the same names. */
export const accessesParams = {
  q: text(),
  ...areaParams,
  ...accessFacetParams,
  door: id,
  sort: oneOf(['person', '-person', 'door', '-door', 'start', '-start', 'end', '-end']),
  cursor,
};
