import { areaParams } from '#lib/area';
import { cursor, oneOf } from '#lib/search-params';

/** What the address of the operations list holds; `/api/operations` takes the same names. It has no search and one order. */
export const operationsParams = {
  q: oneOf(['']),
  state: oneOf(['', 'active', 'unconfirmed', 'needs_person', 'finished']),
  ...areaParams,
  sort: oneOf(['']),
  cursor,
};
