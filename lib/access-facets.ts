import { accessRoles, passcodeTypes } from './access-rules/terms.ts';
import { changeKinds, lockTroubles } from './door-facets.ts';
import { oneOf, someOf } from './search-params.ts';

/**
 * What a list of accesses can be narrowed to. Empty = everything; the same words in addresses, handlers and SQL.
 * `ends7`: ends within 7 days, whether or not it has begun; `endless`: OpenKit shows it and names no end.
 */
export const accessFacets = {
  role: ['', ...accessRoles],
  type: ['', ...passcodeTypes, 'UNKNOWN'],
  state: ['', 'now', 'scheduled', 'ended'],
  ends: ['', 'ends7', 'ends30', 'ends90', 'endless'],
  granter: ['', 'partner', 'user', 'unknown'],
} as const;

/** The same, of which several hold at once: what is the matter with the lock of its door, and what is behind. */
export const accessMarks = { lock: lockTroubles, changes: changeKinds } as const;

export type AccessFacet = keyof typeof accessFacets;
export type AccessMark = keyof typeof accessMarks;
export type AccessFacets = { [F in AccessFacet]: (typeof accessFacets)[F][number] } & Record<AccessMark, string>;

const [, ...ends] = accessFacets.ends;
const fromState = [
  ...changeKinds.map((kind) => [kind, 'changes'] as const),
  ...ends.map((end) => [end, 'ends'] as const),
];

/** The same for an address. When it ends, and what is behind, were states once, and shut out the others. */
export const accessFacetParams = {
  state: { ...oneOf(accessFacets.state), moved: new Map(fromState) },
  ends: oneOf(accessFacets.ends),
  role: oneOf(accessFacets.role),
  type: oneOf(accessFacets.type),
  granter: oneOf(accessFacets.granter),
  lock: someOf(accessMarks.lock),
  changes: someOf(accessMarks.changes),
};

/**
 * The doorcodes list. `day` empty: works now, daily or not; else the daily codes of that day in each building's zone.
 * `code` empty: OpenKit shows one; `missing`: it shows why not, or nothing.
 */
export const doorcodeFacets = { day: ['', 'today', 'tomorrow'], code: ['', 'missing'] } as const;

const { granter: _, ...ofPeople } = accessFacetParams;
/** What people can be narrowed to: those with an access for which all of it holds. */
export const personFacetParams = ofPeople;
export type PersonFacets = Omit<AccessFacets, 'granter'>;
