import { cursor, oneOf, text } from '#lib/search-params';

/** Which rows of a worksheet are shown. */
export const worksheetParams = {
  q: text(),
  show: oneOf(['', 'open', 'keep', 'end']),
  sort: oneOf(['name', '-name']),
  cursor,
};
