import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of a group of changes holds; which one it is stands in the path. */
export const driftRowParams = { q: text(0), show: oneOf(['open', 'accepted']), sort: oneOf(['-at', 'at']), cursor };
