import { oneOf, someOf } from './search-params.ts';

/** What can be the matter with a lock, as lists of accesses and buildings ask for it. */
export const lockTroubles = ['offline', 'not_activated', 'battery_low', 'battery_stale'] as const;
export type LockTrouble = (typeof lockTroubles)[number];

/**
 * What can be behind. `waiting`: the lock may not know yet how an access stands; `drift`: one changed elsewhere, and
 * nobody has accepted that.
 */
export const changeKinds = ['waiting', 'drift'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a list of doors can be narrowed to. Empty = everything; the same words in addresses, handlers and SQL. */
export const doorFacets = {
  kind: ['', 'door', 'elevator', 'unknown'],
  accessibility: ['', 'communal', 'private'],
  connection: ['', 'connected', 'offline', 'unknown'],
  activation: ['', 'activated', 'not_activated'],
} as const;

/** The same, of which several hold at once: see `someOf`. */
export const doorMarks = { battery: ['low', 'stale'], changes: changeKinds } as const;

export type DoorFacet = keyof typeof doorFacets;
export type DoorMark = keyof typeof doorMarks;
export type DoorFacets = { [F in DoorFacet]: (typeof doorFacets)[F][number] } & Record<DoorMark, string>;

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
  battery: someOf(doorMarks.battery),
  changes: someOf(doorMarks.changes),
};
