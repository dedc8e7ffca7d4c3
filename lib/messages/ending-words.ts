import type { EndingShow } from '../ending-facets.ts';
import { counted } from './counts.ts';

/** What each view of "Runs out" is called, and what it is for. */
export const endingWords: Record<EndingShow, { name: string; empty: string }> = {
  ends7: { name: 'Ends in 7 days', empty: 'Nothing ends within 7 days.' },
  ends30: { name: 'Ends in 30 days', empty: 'Nothing ends within 30 days.' },
  ends90: { name: 'Ends in 90 days', empty: 'Nothing ends within 90 days.' },
  own: { name: 'Residents’ own doors', empty: 'No resident’s own door lapses within 30 days.' },
  endless: { name: 'Never ends, no resident', empty: 'Everybody who is no resident has an end.' },
  lease: { name: 'Outlives the lease', empty: 'No access goes on after its lease.' },
  today: { name: 'Codes for today', empty: 'No code is for today alone.' },
  tomorrow: { name: 'Codes for tomorrow', empty: 'No code is for tomorrow alone.' },
};

export const ownDoorsText = (count: number): string =>
  `${counted(count, 'resident loses', 'residents lose')} their own door within 30 days.`;

/** What was done to chosen accesses, as far as it could be asked for. */
export const chosenText = (leftOut: number): string =>
  leftOut === 0
    ? 'Asked of OpenKit. The operation shows what becomes of it.'
    : `Asked of OpenKit. ${counted(leftOut, 'access was', 'accesses were')} left out: nobody can change them from here.`;
