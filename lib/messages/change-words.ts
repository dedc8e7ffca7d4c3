import { type AccessChange, endAfter } from '../access-rules/change-rules.ts';
import type { AccessView } from '../schemas/access.ts';
import { listed } from './counts.ts';
import { lateAccessSentences } from './late-locks.ts';
import { untilText } from './window-words.ts';

/**
 * What follows from changing these accesses of a person, most important first; said before the button. Empty = nothing.
 */
export function changeConsequences(name: string, accesses: readonly AccessView[], change: AccessChange): string[] {
  const { end, shareable } = change;
  if (end.kind === 'keep' && shareable === null) return [];
  return [
    ...(end.kind === 'keep' ? [] : endSentences(name, accesses, change)),
    ...(accesses.some((access) => endsEarlier(access, change)) ? [guestsSentence] : []),
    ...(shareable === null ? [] : [sharingSentence(name, shareable)]),
    ...(end.kind === 'keep' ? [] : lateAccessSentences(accesses, 'uses the old end until it has synced')),
  ];
}

/** One sentence for each new end, with the doors it is about. */
function endSentences(name: string, accesses: readonly AccessView[], change: AccessChange): string[] {
  const untilOf = (access: AccessView): string => untilText(endAfter(access, change.end), access.timeZone);
  return [...Map.groupBy(accesses, untilOf)].map(([until, of]) => `${name} can open ${namesOf(of)} ${until}.`);
}

const guestsSentence = 'Guests whom you let in for them stay no longer than they do.';

function endsEarlier(access: AccessView, change: AccessChange): boolean {
  const end = endAfter(access, change.end);
  return end !== null && (access.end === null || end < access.end);
}

const sharingSentence = (name: string, shareable: boolean): string =>
  shareable ? `${name} may share it with guests in the Latch app.` : `${name} can no longer share it with new guests.`;

const namesOf = (accesses: readonly AccessView[]): string => listed(accesses.map((access) => access.doorName));
