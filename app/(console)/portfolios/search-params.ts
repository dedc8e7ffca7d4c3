import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the portfolios list holds; `/api/portfolios` takes the same names. */
export const portfoliosParams = { q: text(), ...areaParams, sort: oneOf(['name', '-name']), cursor };
