import type { Terms } from './terms.ts';

/** What a front desk can answer without knowing OpenKit's kinds of credential. */
export type GrantAnswers = {
  /** One day at the building, from one moment to another, or without an end. */
  length: 'today' | 'tomorrow' | 'period' | 'open';
  /** They come once. Counts for one day only. */
  isOneVisit: boolean;
  /** It must be possible to take the access away before the day is over. */
  mustBeRevocable: boolean;
};

export type Proposal = {
  passcodeType: Terms['passcodeType'];
  /** Why, for `proposalSentence` in lib/messages. */
  because: 'no_end' | 'period' | 'revocable' | 'one_visit' | 'one_day';
};

/**
 * The kind of access that fits the answers. OpenKit's daily codes cover one calendar day, end by themselves and cannot
 * be revoked (contract "Granting"), so whatever is longer or must be revocable is permanent, with an end where one is
 * wanted.
 */
export function proposeTerms({ length, isOneVisit, mustBeRevocable }: GrantAnswers): Proposal {
  if (length === 'open') return { passcodeType: 'PERMANENT', because: 'no_end' };
  if (length === 'period') return { passcodeType: 'PERMANENT', because: 'period' };
  if (mustBeRevocable) return { passcodeType: 'PERMANENT', because: 'revocable' };
  return isOneVisit
    ? { passcodeType: 'DAILY_SINGLE_USE', because: 'one_visit' }
    : { passcodeType: 'DAILY', because: 'one_day' };
}
