import { cursor, oneOf } from '#lib/search-params';

/** What the address of a dry run holds: which of its rows are listed. It has no search and one order. */
export const dryRunParams = {
  q: oneOf(['']),
  show: oneOf(['', 'calls', 'refused']),
  sort: oneOf(['']),
  cursor,
};
