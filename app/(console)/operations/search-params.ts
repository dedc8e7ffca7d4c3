import { areaParams } from '#lib/area';
import { cursor, id, oneOf } from '#lib/search-params';

/**
 * What the address of the operations list holds; `/api/operations` takes the same names. It has no search and one
 * order.
 */
export const operationsParams = {
  q: oneOf(['']),
  state: oneOf(['', 'active', 'unconfirmed', 'needs_person', 'failed7', 'finished']),
  person: id,
  ...areaParams,
  sort: oneOf(['']),
  cursor,
};
