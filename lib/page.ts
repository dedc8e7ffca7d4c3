import type { Instant } from './time/instant.ts';

/** What a list cannot show, said beside every answer that could be read as complete. */
export const coverageLimits = ['doors_enabled_for_us', 'our_users', 'other_residents_by_name_only'] as const;
export type CoverageLimit = (typeof coverageLimits)[number];

export type Coverage = {
  /** `never`: no sweep has finished yet; `suspect`: the last one looked wrong and removed nothing. */
  sweep: 'never' | 'complete' | 'suspect';
  limits: CoverageLimit[];
};

/**
 * One page of a list. Cursors are opaque; `asOf` is when the mirror last finished reading OpenKit, null before that.
 */
export type Page<T> = {
  items: T[];
  /** Not hits, but like what was searched for, where hits are few. */
  similar?: T[];
  /** The same where rows have several names: what to search for instead. */
  similarNames?: string[];
  nextCursor: string | null;
  prevCursor: string | null;
  asOf: Instant | null;
  coverage: Coverage;
};

/** Nothing is here, and OpenKit was never read to the end: an empty list would be taken for the truth. */
export const isUnread = ({ asOf, items }: Pick<Page<unknown>, 'asOf' | 'items'>): boolean =>
  asOf === null && items.length === 0;

export const pageSize = 50;
