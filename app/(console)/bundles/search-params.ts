import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the bundles list holds; `/api/bundles` takes the same names. */
export const bundlesParams = {
  q: text(),
  ...areaParams,
  sort: oneOf(['name', '-name', 'building', '-building']),
  cursor,
};
