import { expect, test } from 'vitest';
import { subjectInFull, subjectName } from './subject-name.ts';

const inJuniper = { buildingId: 'j', buildingName: 'Juniper Hall', timeZone: null, doorIds: [] };
const gym = { ...inJuniper, doorNames: ['Gym'], isGone: false };
const oldGym = { ...gym, isGone: true };

test('doors are named with their building, and with what became of them', () => {
  expect(subjectName({ kind: 'doors', doors: [gym] })).toBe('Gym, Juniper Hall');
  expect(subjectName({ kind: 'doors', doors: [oldGym] })).toBe('Gym (no longer listed), Juniper Hall');
  expect(subjectName({ kind: 'doors', doors: [gym, oldGym] })).toBe('Gym, Gym (no longer listed), Juniper Hall');
  const elsewhere = { ...gym, buildingId: 'o', buildingName: 'Orchard' };
  expect(subjectName({ kind: 'doors', doors: [gym, elsewhere] })).toBe('Gym in 2 buildings');
  const floors = { ...gym, doorNames: ['Stair 1', 'Stair 2', 'Stair 3', 'Stair 4'] };
  expect(subjectName({ kind: 'doors', doors: [floors] })).toBe('Stair 1, Stair 2 and 2 more, Juniper Hall');
  expect(subjectInFull({ kind: 'doors', doors: [floors, elsewhere] })).toBe(
    'Stair 1, Stair 2, Stair 3, Stair 4, Juniper Hall; Gym, Orchard',
  );
});
