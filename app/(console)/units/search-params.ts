import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the units list holds; `/api/units` takes the same names. */
export const unitsParams = {
  q: text(),
  ...areaParams,
  state: oneOf(['', 'lived_in', 'vacant', 'ending', 'over']),
  sort: oneOf(['name', '-name', 'building', '-building']),
  cursor,
};
