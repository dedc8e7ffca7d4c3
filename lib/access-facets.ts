import { accessRoles, passcodeTypes } from './access-rules/terms.ts';
import { lockTroubles } from './door-facets.ts';

/**
 * What a list of accesses can be narrowed to. Empty = everything; the same words in addresses, handlers and SQL.
 * `ends7`: works now and ends within 7 days; `endless`: OpenKit shows it and names no end;
 * `waiting`: its lock may not know yet how it stands; `drift`: it changed elsewhere, and nobody has accepted that.
 * `lock`: what is the matter with the lock of its door.
 */
export const accessFacets = {
  role: ['', ...accessRoles],
  type: ['', ...passcodeTypes, 'UNKNOWN'],
  state: ['', 'now', 'scheduled', 'ended', 'endless', 'ends7', 'ends30', 'ends90', 'waiting', 'drift'],
  granter: ['', 'partner', 'user', 'unknown'],
  lock: ['', ...lockTroubles],
} as const;

export type AccessFacet = keyof typeof accessFacets;
export type AccessFacets = { [F in AccessFacet]: (typeof accessFacets)[F][number] };

/**
 * The doorcodes list. `day` empty: works now, daily or not; else the daily codes of that day in each building's zone.
 * `code` empty: OpenKit shows one; `missing`: it shows why not, or nothing.
 */
export const doorcodeFacets = { day: ['', 'today', 'tomorrow'], code: ['', 'missing'] } as const;

/** What people can be narrowed to: those with an access for which all of it holds. */
export const personFacets = {
  state: accessFacets.state,
  role: accessFacets.role,
  type: accessFacets.type,
  lock: accessFacets.lock,
} as const;
export type PersonFacets = Pick<AccessFacets, keyof typeof personFacets>;
