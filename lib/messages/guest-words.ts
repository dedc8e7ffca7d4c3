import type { HostDoor } from '../schemas/guest.ts';
import { formatExact } from '../time/format.ts';
import type { Window } from '../time/window.ts';
import { counted, listed } from './counts.ts';
import { lateSentences } from './late-locks.ts';

const namesShown = 8;

type Invitation = {
  guest: string;
  host: string;
  contact: string;
  doors: readonly HostDoor[];
  window: Window & { end: string };
  zone: string;
  kind: 'stay' | 'DAILY' | 'DAILY_SINGLE_USE';
};

/** What letting a guest in will do, most important first; said before the button. */
export function inviteSentences({ guest, host, contact, doors, window, zone, kind }: Invitation): string[] {
  const names = listed(
    doors.map(({ name }) => name),
    namesShown,
  );
  const until = `from ${formatExact(window.start, zone)} until ${formatExact(window.end, zone)}`;
  if (doors.length === 0) return [];
  return [
    kind === 'stay'
      ? `${guest}, guest of ${host}, can open ${names} ${until}.`
      : `${counted(doors.length, 'code')} for ${guest}, guest of ${host}: ${names}, ${until}.`,
    ...(kind === 'DAILY_SINGLE_USE' ? ['Each code ends 15 minutes after its first use.'] : []),
    ...(contact === '' ? [] : [`Latch sends ${kind === 'stay' ? 'the invite' : 'the code'} to ${contact} at once.`]),
    kind === 'stay'
      ? `When ${host} loses one of these doors by moving out or moving on, ${guest} loses it too.`
      : 'A code cannot be taken back before the day is over.',
    ...(kind === 'stay' ? lateSentences(doors, 'opens once it has synced') : []),
  ];
}

/** Why a door of the host cannot be passed on; null = it can. */
export function whyNotPassedOn({ kind, isActivated, isShareable }: HostDoor): string | null {
  if (kind === 'elevator') return 'An elevator: OpenKit cannot open it.';
  if (!isActivated) return 'The lock is not activated.';
  return isShareable ? null : 'The lease does not allow passing it on to guests.';
}
