import { personFacets } from '#lib/access-facets';
import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of a building's people holds; the building itself stands in the path. */
export const buildingPeopleParams = {
  q: text(),
  state: oneOf(personFacets.state),
  role: oneOf(personFacets.role),
  type: oneOf(personFacets.type),
  lock: oneOf(personFacets.lock),
  door: id,
  sort: oneOf(['name', '-name']),
  cursor,
};
