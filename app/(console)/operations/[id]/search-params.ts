import { cursor, oneOf } from '#lib/search-params';

/** What the address of an operation holds: which of its doors are listed. It has no search and one order. */
export const operationParams = {
  q: oneOf(['']),
  show: oneOf(['', 'failed', 'open', 'applied', 'cancelled']),
  sort: oneOf(['']),
  cursor,
};
