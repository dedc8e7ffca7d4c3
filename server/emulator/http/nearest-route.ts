import { routes } from '../api/routes.ts';
import type { Route } from '../contract/route.ts';
import { apiBase } from '../faults/match.ts';
import type { Readings } from '../readings/readings.ts';

/**
 * What a call outside the contract probably meant: its base forgotten or too much, a slash at its end, another method.
 */
export function nearestTo({ method, path }: { method: string; path: string }, readings: Readings): string | null {
  const bare = (path.startsWith(apiBase) ? path.slice(apiBase.length) : path).replace(/\/+$/, '');
  const near = routes.filter((route) => fits(route, bare) && (route.isServed?.(readings) ?? true));
  const nearest = near.find((route) => route.method === method) ?? near[0];
  if (!nearest) return null;
  const place = `${nearest.isPublic ? '' : apiBase}${bare}`;
  return `Did you mean ${nearest.method} ${place}? The API stands under ${apiBase}, tokens at the root.`;
}

function fits({ path }: Route, bare: string): boolean {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare);
}
