/**
 * Which columns a list shows, where its address says so: `columns=name.state`. They are no filter, and the server does
 * not read them: without the parameter a list shows those that its viewer chose.
 */
const parameter = 'columns';
const separator = '.';
/** What is named as unknown is cut to this, whatever somebody put into an address. */
const longestName = 40;

/** The columns that an address asks for; null = it asks for none. */
export function statedColumns(search: URLSearchParams): string[] | null {
  const stated = search.get(parameter);
  const names = stated?.split(separator).flatMap((name) => (name === '' ? [] : [name.slice(0, longestName)])) ?? [];
  return names.length > 0 ? names : null;
}

/** What is left of an address for the list itself. */
export function withoutColumns(search: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(search);
  rest.delete(parameter);
  return rest;
}

/** `?state=now` → `?state=now&columns=name.state`; null adds none. */
export function withColumns(search: string, columns: readonly string[] | null): string {
  if (columns === null) return search;
  const whole = new URLSearchParams(search);
  whole.set(parameter, columns.join(separator));
  return `?${whole}`;
}
