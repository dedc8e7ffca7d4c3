import { areaParams } from '#lib/area';
import { eventNames, eventPhases } from '#lib/events';
import { cursor, day, id, oneOf, text, type ValuesOf } from '#lib/search-params';

/** What the address of the log holds; `/api/activity` takes the same names. `from` and `to` are days in UTC. */
export const activityParams = {
  q: text(),
  event: oneOf(['', ...eventNames]),
  outcome: oneOf(['', ...eventPhases]),
  staff: id,
  ...areaParams,
  person: id,
  from: day,
  to: day,
  sort: oneOf(['-at', 'at']),
  cursor,
};

export type ActivityValues = ValuesOf<typeof activityParams>;
