import { cursor, id, oneOf } from '#lib/search-params';

/** What the address of the tasks list holds; `/api/tasks` takes the same names. It has no search and one order. */
export const tasksParams = {
  q: oneOf(['']),
  building: id,
  state: oneOf(['', 'mine', 'unassigned', 'done']),
  sort: oneOf(['']),
  cursor,
};
