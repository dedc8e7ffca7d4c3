import { areaParams } from '#lib/area';
import { cursor, oneOf } from '#lib/search-params';

/** What the address of the tasks list holds; `/api/tasks` takes the same names. It has no search and one order. */
export const tasksParams = {
  q: oneOf(['']),
  ...areaParams,
  state: oneOf(['', 'mine', 'unassigned', 'done']),
  sort: oneOf(['']),
  cursor,
};
