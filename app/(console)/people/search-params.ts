import { cursor, id, oneOf, text } from '#lib/search-params';

/** What the address of the people list holds; `/api/people` takes the same names. */
export const peopleParams = { q: text(), building: id, sort: oneOf(['name', '-name']), cursor };
