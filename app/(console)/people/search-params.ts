import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the people list holds; `/api/people` takes the same names. */
export const peopleParams = { q: text(), ...areaParams, sort: oneOf(['name', '-name']), cursor };
