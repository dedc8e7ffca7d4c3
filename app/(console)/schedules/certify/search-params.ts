import { areaParams } from '#lib/area';
import { isUuid } from '#lib/ids';
import { cursor, oneOf, type Param, text } from '#lib/search-params';

const doors: Param<string> = {
  fallback: '',
  accepts: (value): value is string => value === '' || value.split(',').every(isUuid),
};

/** What the list of worksheets holds in its address; `/api/schedules/certify` takes the same names. */
export const certifyParams = {
  q: text(),
  ...areaParams,
  /** Worksheets about one of these; a new one begins with them. */
  doors,
  state: oneOf(['', 'open', 'signed']),
  sort: oneOf(['-created', 'created']),
  cursor,
};
