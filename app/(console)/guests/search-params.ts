import { accessFacetParams } from '#lib/access-facets';
import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the guests list holds; `/api/guests` takes the same names. */
export const guestsParams = {
  q: text(),
  ...areaParams,
  state: accessFacetParams.state,
  ends: accessFacetParams.ends,
  changes: accessFacetParams.changes,
  sort: oneOf(['person', '-person', 'door', '-door', 'end', '-end']),
  cursor,
};
