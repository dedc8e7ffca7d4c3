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
  lock: oneOf(accessFacets.lock),
  door: id,
  sort: oneOf(['person', '-person', 'door', '-door', 'start', '-start', 'end', '-end']),
  cursor,
};
