import type { CoverageLimit } from '../page.ts';

const parts: Record<CoverageLimit, string> = {
  doors_enabled_for_us: 'doors enabled for you',
  our_users: 'your users',
  other_residents_by_name_only: 'the names, not the doors, of other residents',
};

/**
 * "Includes doors enabled for you, your users, and the names, not the doors, of other residents: Mission Control may
 * show more." Empty where an answer is complete by itself.
 */
export function coverageSentence(limits: readonly CoverageLimit[]): string {
  if (limits.length === 0) return '';
  const named = limits.map((limit) => parts[limit]);
  const last = named.pop();
  const list = named.length > 0 ? `${named.join(', ')}, and ${last}` : last;
  return `Includes ${list}: Mission Control may show more.`;
}
