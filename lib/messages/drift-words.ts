import type { DriftKind } from '../history.ts';
import type { DriftGroup, MovedDoor } from '../schemas/drift.ts';
import { counted, listed } from './counts.ts';

/** What each kind of drift is called in a filter. */
export const driftKindNames: Record<DriftKind, string> = {
  door_vanished: 'Door vanished',
  person_vanished: 'Person vanished',
  ended: 'Access taken away',
  appeared: 'Access appeared',
  changed: 'Access changed',
};

/** "Door vanished: 312 accesses", "3 accesses appeared at Gym, given elsewhere". */
export function driftSentence({
  kind,
  subjectName,
  count,
}: Pick<DriftGroup, 'kind' | 'subjectName' | 'count'>): string {
  const accesses = counted(count, 'access', 'accesses');
  const sentences: Record<DriftKind, string> = {
    door_vanished: `${subjectName} vanished: ${accesses}`,
    person_vanished: `${subjectName} vanished: ${accesses}`,
    ended: `${accesses} taken away at ${subjectName}, elsewhere`,
    appeared: `${accesses} appeared at ${subjectName}, given elsewhere`,
    changed: `${accesses} changed at ${subjectName}, elsewhere`,
  };
  return sentences[kind];
}

/** What would follow from two doors being one. */
export const sameDoorText =
  'If it is the same door, its history continues there, and so do its units, its bundles and the reasons people hold it.';

/** What followed from two doors being one. */
export function movedText(oldName: string, { units, bundles, people }: MovedDoor): string {
  const also = [
    ...(units > 0 ? [counted(units, 'unit')] : []),
    ...(bundles > 0 ? [counted(bundles, 'bundle')] : []),
    ...(people > 0 ? [`what ${counted(people, 'person holds', 'people hold')} it for`] : []),
  ];
  const goesOn = also.length > 0 ? `, and so do ${listed(also)}` : '';
  return `The history of ${oldName} continues in the new door${goesOn}.`;
}
