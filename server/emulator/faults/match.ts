import type { World } from '../world/world.ts';
import type { FaultMatch } from './rule.ts';

/** What a rule can look at. */
export type Observed = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  tokenId: string | null;
  nowMs: number;
};

export const apiBase = '/access/sdk';

/** Whether the call fits a rule, apart from counting (nth, every, probability). */
export function fits(match: FaultMatch, call: Observed, world: World): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === call.method) &&
    (match.path === undefined || fitsPath(match.path, call.path)) &&
    (match.token === undefined || match.token === call.tokenId) &&
    (match.after === undefined || call.nowMs >= Date.parse(match.after)) &&
    (match.before === undefined || call.nowMs < Date.parse(match.before)) &&
    (match.body === undefined || fitsBody(match.body, call.body)) &&
    (match.buildingUuid === undefined || namedBuildings(call, world).has(match.buildingUuid.toLowerCase()))
  );
}

function fitsPath(pattern: string, path: string): boolean {
  const expression = toExpression(pattern);
  return expression.test(path) || (path.startsWith(apiBase) && expression.test(path.slice(apiBase.length)));
}

/** Whether a rule can look for this: a malformed regular expression fits nothing and would stop every call. */
export function isPattern(pattern: string): boolean {
  try {
    return toExpression(pattern) !== null;
  } catch {
    return false;
  }
}

function toExpression(pattern: string): RegExp {
  // Nothing is served under a path that ends in a slash: no glob needs one.
  const written = /^\/(.+)\/$/s.exec(pattern)?.[1];
  if (written !== undefined) return new RegExp(written);
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}

function fitsBody(wanted: Record<string, unknown>, body: unknown): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(readPath(body, name)) === JSON.stringify(value),
  );
}

function readPath(root: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((value, part) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
      ? Reflect.get(value, part)
      : undefined;
  }, root);
}

/** Buildings a call names: in path or query, or through doors and keys in path or body. */
function namedBuildings({ params, query, body }: Observed, world: World): Set<string> {
  const named = new Set<string>();
  const places = [params.doorUuid, params.keyUuid, ...listIn(body, 'doorUuids'), ...listIn(body, 'keyUuids')];
  for (const uuid of places.map(inLowerCase)) {
    // A door may be a key too, under the same uuid.
    const building = (world.doors.get(uuid) ?? world.keys.get(uuid))?.building;
    if (building) named.add(building.uuid);
  }
  for (const uuid of [params.buildingUuid, query.buildingUuid]) if (uuid) named.add(inLowerCase(uuid));
  return named;
}

/** What is looked at is not parsed yet. */
function inLowerCase(uuid: unknown): string {
  return String(uuid).toLowerCase();
}

function listIn(body: unknown, name: string): unknown[] {
  const listed = readPath(body, name);
  return Array.isArray(listed) ? listed : [];
}
