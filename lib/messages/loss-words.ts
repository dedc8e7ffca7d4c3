import type { LossKind, SweepLoss } from '../schemas/sync.ts';
import { counted, listed } from './counts.ts';

const nouns: Record<LossKind, [one: string, many: string]> = {
  building: ['building', 'buildings'],
  door: ['door', 'doors'],
  person: ['person', 'people'],
  access: ['access', 'accesses'],
};

/** "3 doors": how much of one kind would be lost. */
export const lossCount = ({ kind, count }: SweepLoss['kinds'][number]): string => counted(count, ...nouns[kind]);

/** "3 doors, 1 person and 12 accesses"; "nothing" when all of it has been seen again. */
export const lossSentence = ({ kinds }: SweepLoss): string => listed(kinds.map(lossCount), kinds.length) || 'nothing';
