import { oneOf } from './search-params.ts';

/** What can be the matter with a lock, as lists of accesses and buildings ask for it. */
export const lockTroubles = ['offline', 'not_activated', 'battery_low', 'battery_stale'] as const;
export type LockTrouble = (typeof lockTroubles)[number];

/** What a list of doors can be narrowed to. Empty = everything; the same words in addresses, handlers and SQL. */
export const doorFacets = {
  kind: ['', 'door', 'elevator', 'unknown'],
  accessibility: ['', 'communal', 'private'],
  connection: ['', 'connected', 'offline', 'unknown'],
  activation: ['', 'activated', 'not_activated'],
  battery: ['', 'low', 'stale'],
  /**
   * `waiting`: the lock may not know yet how an access stands; `drift`: one changed elsewhere, and nobody has accepted
   * that.
   */
  changes: ['', 'waiting', 'drift'],
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
  changes: oneOf(doorFacets.changes),
};
