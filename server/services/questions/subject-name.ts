import type { Subject } from './resolve-question.ts';

/**
 * What a question is about: "Gym, Juniper Hall", "Gym (no longer listed), Juniper Hall", "Gym in 3 buildings", a name.
 */
export function subjectName(subject: Subject): string {
  if (subject.kind === 'person') return subject.person.name;
  const { doors } = subject;
  const names = [...new Set(doors.flatMap(namesIn))];
  const shown = names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
  const buildings = new Map(doors.map(({ buildingId, buildingName }) => [buildingId, buildingName]));
  const [only] = buildings.values();
  return buildings.size === 1 ? `${shown}, ${only}` : `${shown} in ${buildings.size} buildings`;
}

/** The same with every door spelled out, building by building, for a file that has to stand alone. */
export const subjectInFull = (subject: Subject): string =>
  subject.kind === 'person'
    ? subject.person.name
    : subject.doors.map((doors) => [...namesIn(doors), doors.buildingName].join(', ')).join('; ');

const namesIn = ({ doorNames, isGone }: Extract<Subject, { kind: 'doors' }>['doors'][number]): string[] =>
  isGone ? doorNames.map((name) => `${name} (no longer listed)`) : doorNames;
