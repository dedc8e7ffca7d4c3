import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the buildings list holds; `/api/buildings` takes the same names. */
export const buildingsParams = { q: text(), portfolio: id, sort: oneOf(['name', '-name']), cursor };
