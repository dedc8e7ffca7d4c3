import type { Difference } from '#lib/schemas/openkit-status';
import type { SweepChanges } from '../db/schema/mirror.ts';
import type { Written } from './write-rows.ts';

export const noDifference: Difference = { appeared: 0, changed: 0, vanished: 0 };

/** What OpenKit says otherwise of rows that were written. */
export const differenceIn = (written: Written[]): Difference => ({
  appeared: written.filter(({ news }) => news === 'appeared').length,
  changed: written.filter(({ news }) => news === 'changed').length,
  vanished: 0,
});

export const vanished = (count: number): Difference => ({ ...noDifference, vanished: count });

/** Both together: what a sweep has found so far, and what its next step finds. */
export function addChanges(before: SweepChanges, step: SweepChanges): SweepChanges {
  const { people, doors, buildings } = before;
  return {
    ...sum(before, step),
    people: sum(people, step.people),
    doors: sum(doors, step.doors),
    buildings: sum(buildings, step.buildings),
  };
}

const sum = (one: Difference = noDifference, other: Difference = noDifference): Difference => ({
  appeared: one.appeared + other.appeared,
  changed: one.changed + other.changed,
  vanished: one.vanished + other.vanished,
});
