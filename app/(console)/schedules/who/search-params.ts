import { areaParams } from '#lib/area';
import { isUuid } from '#lib/ids';
import { cursor, id, oneOf, type Param, text } from '#lib/search-params';
import { parseInstant } from '#lib/time/instant';
import { isTimeZone } from '#lib/time/zone';

const instant: Param<string> = {
  fallback: '',
  accepts: (value): value is string => value === '' || parseInstant(value) === value,
};
const zone: Param<string> = {
  fallback: '',
  accepts: (value): value is string => value === '' || isTimeZone(value),
};
const doors: Param<string> = {
  fallback: '',
  accepts: (value): value is string => value === '' || value.split(',').every(isUuid),
};

/** A question as typed, what it was read as, and the list of answers; `/api/schedules/who` takes the same names. */
export const whoParams = {
  ask: text(),
  ...areaParams,
  doors,
  person: id,
  from: instant,
  to: instant,
  zone,
  q: text(),
  sort: oneOf(['name', '-name']),
  cursor,
};

/** What the answers are about, as against what narrows them. */
export const askedParams = ['ask', 'portfolio', 'building', 'doors', 'person', 'from', 'to', 'zone'] as const;
