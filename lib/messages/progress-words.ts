import type { OperationProgress, OperationView } from '../schemas/operation.ts';
import { counted } from './counts.ts';

/** Doors with nothing left to be sent or confirmed. */
export const settledDoors = ({ doorCount, counts }: OperationProgress): number =>
  doorCount - counts.queued - counts.sending - counts.unknown;

/** How far an operation is: "312 of 500 doors settled, 3 refused. About 40 seconds left." */
export function progressSentence({ progress }: Pick<OperationView, 'progress'>): string {
  const { doorCount, counts } = progress;
  const settled = settledDoors(progress);
  const total = counted(doorCount, 'door');
  if (settled < doorCount) {
    const failed = counts.rejected > 0 ? `, ${counts.rejected.toLocaleString('en')} refused` : '';
    return [`${settled.toLocaleString('en')} of ${total} settled${failed}.`, leftSentence(progress)].join(' ').trim();
  }
  if (counts.applied === doorCount) return `Confirmed for ${total}.`;
  return counts.applied > 0
    ? `Confirmed for ${counts.applied.toLocaleString('en')} of ${total}.`
    : 'Not confirmed for any door.';
}

function leftSentence({ counts, secondsLeft }: OperationProgress): string {
  if (counts.unknown > 0 && counts.queued === 0)
    return `${counted(counts.unknown, 'door')} sent, not confirmed yet. Do not repeat. We are checking.`;
  if (secondsLeft === null || secondsLeft < 5) return '';
  if (secondsLeft < 90) return `At least ${counted(Math.ceil(secondsLeft / 5) * 5, 'second')} left.`;
  return `At least ${counted(Math.ceil(secondsLeft / 60), 'minute')} left.`;
}
