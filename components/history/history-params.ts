import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of a history holds; whose it is stands in the path. */
export const historyParams = { q: text(0), sort: oneOf(['newest']), cursor };
