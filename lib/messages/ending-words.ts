import type { EndingShow } from '../ending-facets.ts';
import { counted } from './counts.ts';

/** What each view of "Runs out" is called, and what it is for. */
export const endingWords: Record<EndingShow, { name: string; empty: string }> = {
  ends7: { name: 'Ends in 7 days', empty: 'Nothing ends within 7 days.' },
  ends30: { name: 'Ends in 30 days', empty: 'Nothing ends within 30 days.' },
  ends90: { name: 'Ends in 90 days', empty: 'Nothing ends within 90 days.' },
  own: { name: 'Residents’ own doors', empty: 'No resident’s own door lapses within 30 days.' },
  endless: { name: 'Never ends, not a resident', empty: 'Everyone who is not a resident has an end.' },
  lease: { name: 'Outlives the lease', empty: 'No access goes on after its lease.' },
  today: { name: 'Day codes for today', empty: 'There are no day codes for today.' },
  tomorrow: { name: 'Day codes for tomorrow', empty: 'There are no day codes for tomorrow.' },
};

export const ownDoorsText = (count: number): string =>
  `${counted(count, 'own door of a resident lapses', 'own doors of residents lapse')} within 30 days.`;
