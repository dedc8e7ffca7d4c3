import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the buildings list holds; `/api/buildings` takes the same names. */
export const buildingsParams = { q: text(), ...areaParams, sort: oneOf(['name', '-name']), cursor };
