import { expect, test } from 'vitest';
import type { AccessView } from '../schemas/access.ts';
import { newEmailSentences, newStartSentences } from './given-anew-words.ts';

/** What these words ask about an access. */
const access = (doorName: string, isConnected: boolean | null = true) =>
  ({ doorId: doorName, doorName, door: { isConnected } }) as AccessView;

test('a new start says that the door is shut in between, and which locks open it all the same', () => {
  const shut = 'In between, and until the new start, the door stays shut for them.';
  expect(newStartSentences([access('Gym')])).toEqual([
    'Gym: OpenKit cannot move a start, so each door is revoked first, then given again.',
    shut,
    'They get a new code and a new invite. Guests who lose theirs do not come back.',
    'Where the revocation is not confirmed, nothing is given on top of it.',
  ]);
  const late = newStartSentences([access('Gym'), access('Apt 4B', false), access('Roof', null)]);
  expect(late).not.toContain(shut);
  expect(late.slice(1, 4)).toEqual([
    'In between, and until the new start, the door stays shut for them once its lock knows.',
    'Apt 4B: the lock is offline and keeps opening by the old access until it has synced.',
    'Roof: nobody knows whether the lock is connected. If not, it keeps opening by the old access until it has synced.',
  ]);
});

test('a new address says which locks go on opening for the old one', () => {
  const late =
    'Apt 4B: the lock is offline and keeps opening for the old address, and may not open for the new one, until it has synced.';
  expect(newEmailSentences([access('Gym')], []).join(' ')).not.toContain('synced');
  expect(newEmailSentences([access('Gym'), access('Apt 4B', false)], [access('Old Shed', false)])).toEqual([
    'The new address gets 2 doors first, with new codes and an invite from Latch.',
    'Old Shed: OpenKit cannot give it to anyone now, so the old address keeps it, and it becomes a task.',
    'The old address loses a door only once OpenKit has confirmed that.',
    late,
    'Leases move too. Guests they let in themselves lose their access; those let in from here keep it.',
  ]);
});
