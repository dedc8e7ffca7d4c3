import { accessFacets } from '#lib/access-facets';
import { areaParams } from '#lib/area';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the accesses list holds; `/api/accesses` takes the same names. */
export const accessesParams = {
  q: text(),
  ...areaParams,
  state: oneOf(accessFacets.state),
  role: oneOf(accessFacets.role),
  type: oneOf(accessFacets.type),
  granter: oneOf(accessFacets.granter),
  door: id,
  sort: oneOf(['person', '-person', 'door', '-door', 'end', '-end']),
  cursor,
};
