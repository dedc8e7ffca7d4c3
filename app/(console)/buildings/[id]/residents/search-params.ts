import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of a building's other residents holds; the building itself stands in the path. */
export const residentParams = { q: text(), sort: oneOf(['name', '-name']), cursor };
