import { cursor, oneOf, text } from '#lib/search-params';

/** What the address of a door's list holds; which list it is stands in the path. */
export const doorAccessParams = { q: text(), sort: oneOf(['name', '-name', 'end', '-end']), cursor };

/** Which accesses: what works now (the plain address), what begins later, what is over. */
export type Shown = 'now' | 'next' | 'ended';

/** The list that the rest of the path names; null when it names none. */
export function shownBy(path: readonly string[] = []): Shown | null {
  const [last, ...more] = path;
  if (last === undefined) return 'now';
  return more.length === 0 && (last === 'next' || last === 'ended') ? last : null;
}
