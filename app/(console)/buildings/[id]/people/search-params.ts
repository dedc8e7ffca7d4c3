import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of a building's people holds; the building itself stands in the path. */
export const buildingPeopleParams = { q: text(), sort: oneOf(['name', '-name']), cursor };
