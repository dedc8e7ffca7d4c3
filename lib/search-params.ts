import { isUuid } from './ids.ts';

/** One parameter of a page's address. Its fallback is never written, so that plain addresses stay plain. */
export type Param<T extends string> = {
  fallback: T;
  accepts: (text: string) => text is T;
  /** Values that are another parameter's now, with its name: addresses of before mean that one. */
  moved?: ReadonlyMap<string, string>;
};

/** What an address may hold, declared once per page in its `search-params.ts` and used by browser and server alike. */
export type ParamShape<V extends Record<string, string>> = { [K in keyof V]: Param<V[K]> };

/** What an address of this shape holds, as it is read. */
export type ValuesOf<S> = S extends ParamShape<infer V> ? V : never;

/** Free text without a NUL, which no text of PostgreSQL can hold; empty when absent. */
export const text = (maxLength = 200): Param<string> => ({
  fallback: '',
  accepts: (value): value is string => value.length <= maxLength && !value.includes('\0'),
});

/** One of a closed list; the first is the fallback. */
export const oneOf = <T extends string>(values: readonly [T, ...T[]]): Param<T> => ({
  fallback: values[0],
  accepts: (value): value is T => values.some((known) => known === value),
});

const separator = '.';

/** Any of a closed list at once, all of which hold: `offline.battery_low`; empty = none. */
export const someOf = (known: readonly string[]): Param<string> => ({
  fallback: '',
  accepts: (value): value is string => {
    const parts = value === '' ? [] : value.split(separator);
    return new Set(parts).size === parts.length && parts.every((part) => known.includes(part));
  },
});

/** What `someOf` holds, in the order of the list. */
export const partsOf = <T extends string>(known: readonly T[], value: string): T[] =>
  known.filter((each) => value.split(separator).includes(each));

/** The same as a value again. */
export const joined = (parts: readonly string[]): string => parts.join(separator);

/** The id of something; empty when absent. */
export const id: Param<string> = {
  fallback: '',
  accepts: (value): value is string => value === '' || isUuid(value),
};

/** A day that exists, `YYYY-MM-DD`; empty when absent. */
export const day: Param<string> = {
  fallback: '',
  accepts: (value): value is string => {
    if (!/^(\d{4}-\d{2}-\d{2})?$/.test(value)) return false;
    const time = Date.parse(value || '2000-01-01');
    return !Number.isNaN(time) && (value === '' || new Date(time).toISOString().startsWith(value));
  },
};

/** Where a page of a list starts: opaque, empty for the first page. */
export const cursor: Param<string> = {
  fallback: '',
  accepts: (value): value is string => /^[A-Za-z0-9_-]{0,2000}$/.test(value),
};

/** In the place of a cursor that was made for another list: no list takes it, and each names it. */
export const foreignCursor = 'of.another.list';

export type ParsedSearch<V> = {
  values: V;
  /**
   * Names of parameters that are unknown, hold nonsense or stand there again with another value: that was ignored, and
   * the page should say so.
   */
  problems: string[];
};

/** Reads an address. Never fails: what cannot be understood becomes the fallback and is named in `problems`. */
export function parseSearch<V extends Record<string, string>>(
  shape: ParamShape<V>,
  search: URLSearchParams,
): ParsedSearch<V> {
  const stated = withMoved(shape, search);
  const problems = new Set([...stated.keys()].filter((name) => !Object.hasOwn(shape, name)));
  const read = <T extends string>(name: string, param: Param<T>): T => {
    const value = stated.get(name);
    if (value === null) return param.fallback;
    if (stated.getAll(name).some((again) => again !== value)) problems.add(name);
    if (param.accepts(value)) return value;
    problems.add(name);
    return param.fallback;
  };
  const entries = Object.entries<Param<string>>(shape).map(([name, param]) => [name, read(name, param)]);
  return { values: Object.fromEntries(entries), problems: [...problems] };
}

function withMoved(shape: Record<string, Param<string>>, search: URLSearchParams): URLSearchParams {
  const stated = new URLSearchParams(search);
  for (const [name, { moved }] of Object.entries(shape)) {
    const value = stated.get(name);
    const to = value === null ? undefined : moved?.get(value);
    if (value === null || to === undefined) continue;
    stated.delete(name);
    if (!stated.has(to)) stated.set(to, value);
  }
  return stated;
}

/**
 * `?q=okafor&sort=name` with fallbacks left out and a fixed order: equal values give equal strings. Empty when all are
 * fallbacks.
 */
export function searchString<V extends Record<string, string>>(shape: ParamShape<V>, values: NoInfer<V>): string {
  const search = new URLSearchParams();
  for (const [name, param] of Object.entries<Param<string>>(shape)) {
    const value = values[name];
    if (value !== undefined && value !== param.fallback) search.set(name, value);
  }
  const written = search.toString();
  return written === '' ? '' : `?${written}`;
}

/** These values, and the fallbacks for all others. */
export function onlyValues<V extends Record<string, string>>(
  shape: ParamShape<V>,
  values: V,
  names: readonly (keyof V)[],
): V {
  const kept = { ...values };
  for (const name of Object.keys(shape) as (keyof V)[]) if (!names.includes(name)) kept[name] = shape[name].fallback;
  return kept;
}

/** What is counted of a list: all that narrows it, wherever one stands in it. */
export const filteredBy = <V extends { cursor: string; sort: string }>({ cursor: _, sort: __, ...filters }: V) =>
  filters;

/** The `searchParams` of a Next page as `URLSearchParams`. */
export function toUrlSearch(record: Record<string, string | string[] | undefined>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(record)) {
    for (const one of [value].flat()) if (one !== undefined) search.append(name, one);
  }
  return search;
}
