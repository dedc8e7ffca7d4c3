import type { ViewList } from '#lib/schemas/view';

/** Under which name the columns of a list are kept. */
export const nameOf = (list: ViewList): string => `columns:${list}`;
