import type { ChosenDoor } from './grant-draft.ts';

/** The zones of the doors, the first door's first; UTC where nobody knows the building's. Empty without doors. */
export const zonesOf = (doors: readonly ChosenDoor[]): string[] => [
  ...new Set(doors.map((door) => door.timeZone ?? 'UTC')),
];
