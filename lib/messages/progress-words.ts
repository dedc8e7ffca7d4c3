import type { OperationProgress, OperationView } from '../schemas/operation.ts';
import { counted } from './counts.ts';
import { callsNoun } from './operation-words.ts';

/** Doors with nothing left to be sent or confirmed. */
export const settledDoors = ({ doorCount, counts }: OperationProgress): number =>
  doorCount - counts.queued - counts.sending - counts.unknown;

/** How far an operation is: "312 of 500 doors settled, 3 refused. About 40 seconds left." */
export function progressSentence({ kind, progress }: Pick<OperationView, 'kind' | 'progress'>): string {
  const { doorCount, counts } = progress;
  const settled = settledDoors(progress);
  const noun = callsNoun(kind);
  const total = counted(doorCount, noun);
  if (settled < doorCount) {
    const failed = counts.rejected > 0 ? `, ${counts.rejected.toLocaleString('en')} refused` : '';
    return [`${settled.toLocaleString('en')} of ${total} settled${failed}.`, leftSentence(progress, noun)]
      .join(' ')
      .trim();
  }
  if (counts.applied === doorCount) return `Confirmed for ${total}.`;
  return counts.applied > 0
    ? `Confirmed for ${counts.applied.toLocaleString('en')} of ${total}.`
    : `Not confirmed for any ${noun}.`;
}

function leftSentence({ counts, secondsLeft }: OperationProgress, noun: string): string {
  if (counts.unknown > 0 && counts.queued === 0)
    return `${counted(counts.unknown, noun)} sent, not confirmed yet. Do not repeat. We are checking.`;
  if (secondsLeft === null || secondsLeft < 5) return '';
  if (secondsLeft < 90) return `About ${counted(Math.ceil(secondsLeft / 5) * 5, 'second')} left.`;
  return `About ${counted(Math.ceil(secondsLeft / 60), 'minute')} left.`;
}
