import type { Subject } from '#server/services/questions/resolve-question';

/** What a question is about: "Gym, Juniper Hall", "Gym in 3 buildings", a person's name. */
export function subjectName(subject: Subject): string {
  if (subject.kind === 'person') return subject.person.name;
  const { doors } = subject;
  const names = [...new Set(doors.flatMap(({ doorNames }) => doorNames))];
  const shown = names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
  const [first] = doors;
  return doors.length > 1 || !first ? `${shown} in ${doors.length} buildings` : `${shown}, ${first.buildingName}`;
}
