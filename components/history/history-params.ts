import { eventCauses, historyKinds } from '#lib/history';
import { cursor, day, id, oneOf, text, type ValuesOf } from '#lib/search-params';

/**
 * What the address of a history holds; whose it is stands in the path. `from` and `to` are days in UTC, both included.
 */
export const historyParams = {
  q: text(),
  kind: oneOf(historyKinds),
  cause: oneOf(['', ...eventCauses]),
  door: id,
  from: day,
  to: day,
  sort: oneOf(['-at', 'at']),
  cursor,
};

export type HistoryValues = ValuesOf<typeof historyParams>;
