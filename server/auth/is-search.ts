import { cursor } from '#lib/search-params';

/** Whether an address searches. What cannot be a cursor is none: pages leave it out and search from the start. */
export function isSearch(pathname: string, asked: URLSearchParams): boolean {
  const place = asked.get('cursor') ?? '';
  return Boolean(asked.get('q')) && !(place && cursor.accepts(place)) && !pathname.endsWith('/count');
}
