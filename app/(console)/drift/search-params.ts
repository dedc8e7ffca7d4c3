import { areaParams } from '#lib/area';
import { driftKinds } from '#lib/history';
import { cursor, oneOf, text, type ValuesOf } from '#lib/search-params';

/** What the address of the drift inbox holds; `/api/drift` takes the same names. */
export const driftParams = {
  q: text(),
  ...areaParams,
  kind: oneOf(['', ...driftKinds]),
  show: oneOf(['open', 'accepted']),
  sort: oneOf(['newest']),
  cursor,
};

export type DriftValues = ValuesOf<typeof driftParams>;
