import type { AccessView } from '../schemas/access.ts';
import { counted, listed } from './counts.ts';
import { lateAccessSentences } from './late-locks.ts';

const namesShown = 8;

/** What another start comes to for these accesses of a person; said before the button. */
export function newStartSentences(accesses: readonly AccessView[]): string[] {
  const late = lateAccessSentences(accesses, 'keeps opening by the old access until it has synced');
  return [
    `${named(accesses)}: OpenKit cannot move a start, so each door is revoked first, then given again.`,
    `In between, and until the new start, the door stays shut for them${late.length > 0 ? ' once its lock knows' : ''}.`,
    ...late,
    'They get a new code and a new invite. Guests who lose theirs do not come back.',
    'Where the revocation is not confirmed, nothing is given on top of it.',
  ];
}

/** The same of a new address. `staying`: doors that OpenKit can give to nobody now. */
export function newEmailSentences(moving: readonly AccessView[], staying: readonly AccessView[]): string[] {
  const doors = counted(new Set(moving.map(({ doorId }) => doorId)).size, 'door');
  return [
    `The new address gets ${doors} first, with new codes and an invite from Latch.`,
    ...(staying.length > 0
      ? [`${named(staying)}: OpenKit cannot give it to anyone now, so the old address keeps it, and it becomes a task.`]
      : []),
    'The old address loses a door only once OpenKit has confirmed that.',
    ...lateAccessSentences(
      moving,
      'keeps opening for the old address, and may not open for the new one, until it has synced',
    ),
    'Leases move too. Guests they let in themselves lose their access; those let in from here keep it.',
  ];
}

const named = (accesses: readonly AccessView[]): string =>
  listed([...new Set(accesses.map(({ doorName }) => doorName))], namesShown);
