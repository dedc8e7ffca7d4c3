import type { AccessFacet, AccessFacets, AccessMark } from '../access-facets.ts';
import type { DoorcodeStatus } from '../access-rules/terms.ts';
import { accessRoleNames, passcodeTypeNames } from './access-words.ts';
import { changeNames, lockTroubleNames } from './door-words.ts';

type FacetWords<F extends AccessFacet> = {
  label: string;
  /** What it says while nothing is filtered. */
  everything: string;
  names: Record<Exclude<AccessFacets[F], ''>, string>;
};

/** How the lists of accesses name what they can be narrowed to. */
export const accessFacetWords: { [F in AccessFacet]: FacetWords<F> } = {
  state: {
    label: 'State',
    everything: 'Any state',
    names: {
      now: 'Works now',
      scheduled: 'Scheduled',
      ended: 'Ended or taken away',
    },
  },
  ends: {
    label: 'End',
    everything: 'Any end',
    names: {
      ends7: 'Ends within 7 days',
      ends30: 'Ends within 30 days',
      ends90: 'Ends within 90 days',
      endless: 'Without an end',
    },
  },
  role: { label: 'Role', everything: 'Any role', names: accessRoleNames },
  type: { label: 'Kind', everything: 'Any kind', names: passcodeTypeNames },
  granter: {
    label: 'Given by',
    everything: 'Any granter',
    names: { partner: 'Given by us', user: 'Given by a resident', unknown: 'Granter not named' },
  },
};

/** The same for those of which several hold at once. */
export const accessMarkWords: Record<AccessMark, { label: string; everything: string; names: Record<string, string> }> =
  {
    lock: { label: 'Lock', everything: 'Any lock', names: lockTroubleNames },
    changes: { label: 'Changes', everything: 'Any changes', names: changeNames },
  };

/** Who gave it, in a column of its own. */
export const granterShortNames = { partner: 'Us', user: 'A resident', unknown: 'Not named' } as const;

/** Whether there is a doorcode, short enough for a table; `doorcodeSentences` says it whole. */
export const doorcodeNames: Record<DoorcodeStatus, string> = {
  valid: 'Has a code',
  communal_conflict: 'Access from Mission Control',
  resident: 'Resident: in their app',
  guest_conflict: 'Guest of Mission Control',
  none: 'OpenKit shows none',
  unknown: 'Reason not known',
};
