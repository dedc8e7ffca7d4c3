import { oneOf } from './search-params.ts';

/** What a list of doors can be narrowed to. Empty = everything; the same words in addresses, handlers and SQL. */
export const doorFacets = {
  kind: ['', 'door', 'elevator', 'unknown'],
  accessibility: ['', 'communal', 'private'],
  connection: ['', 'connected', 'offline', 'unknown'],
  activation: ['', 'activated', 'not_activated'],
  battery: ['', 'low', 'stale'],
} as const;

export type DoorFacet = keyof typeof doorFacets;
export type DoorFacets = { [F in DoorFacet]: (typeof doorFacets)[F][number] };

/** Whether a door's lock is in touch with Latch; `unknown` where OpenKit does not say. */
export type Connection = 'connected' | 'offline' | 'unknown';

export function connectionOf(isConnected: boolean | null): Connection {
  if (isConnected === null) return 'unknown';
  return isConnected ? 'connected' : 'offline';
}

/** The same for an address. */
export const doorFacetParams = {
  kind: oneOf(doorFacets.kind),
  accessibility: oneOf(doorFacets.accessibility),
  connection: oneOf(doorFacets.connection),
  activation: oneOf(doorFacets.activation),
  battery: oneOf(doorFacets.battery),
};
