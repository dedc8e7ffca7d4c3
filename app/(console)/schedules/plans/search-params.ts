import { areaParams } from '#lib/area';
import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of the list of plans holds; `/api/schedules/plans` takes the same names. */
export const plansParams = {
  q: text(),
  ...areaParams,
  state: oneOf(['', 'active', 'paused', 'ended', 'problems']),
  sort: oneOf(['-created', 'created']),
  cursor,
};
