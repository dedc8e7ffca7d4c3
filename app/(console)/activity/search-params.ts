import { areaParams } from '#lib/area';
import { eventNames, eventPhases } from '#lib/events';
import { cursor, id, oneOf, type Param, type ParamShape, text } from '#lib/search-params';

/** A day that exists, `YYYY-MM-DD`; empty when absent. */
const day: Param<string> = {
  fallback: '',
  accepts: (value): value is string => {
    if (!/^(\d{4}-\d{2}-\d{2})?$/.test(value)) return false;
    const time = Date.parse(value || '2000-01-01');
    return !Number.isNaN(time) && (value === '' || new Date(time).toISOString().startsWith(value));
  },
};

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
  sort: oneOf(['newest']),
  cursor,
};

type ValuesOf<S> = S extends ParamShape<infer V> ? V : never;
export type ActivityValues = ValuesOf<typeof activityParams>;
