import { areaParams } from '#lib/area';
import { endingShows } from '#lib/ending-facets';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the list of what runs out holds; `/api/schedules/ending` takes the same names. */
export const endingParams = {
  q: text(),
  ...areaParams,
  show: oneOf(endingShows),
  sort: oneOf(['end', '-end', 'person', '-person', 'door', '-door']),
  cursor,
};
