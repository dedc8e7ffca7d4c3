import { expect, test } from 'vitest';
import { floorOf, suggestUnits, unitNameOf } from './suggest-units.ts';

test.each([
  ['4B', '4B'],
  ['Apt 4B', '4B'],
  ['apt. #4b', '4B'],
  ['APARTMENT 12', '12'],
  ['Unit 1203 - balcony', '1203'],
  ['#7', '7'],
  ['PH-2', 'PH2'],
  ['B12', 'B12'],
  ['4-B Front Door', '4B'],
  ['Gym', null],
  ['Main Entrance', null],
  ['Elevator A', null],
  ['Room service', null],
  ['', null],
])('%s names the unit %s', (door, unit) => {
  expect(unitNameOf(door)).toBe(unit);
});

test('private doors make units, several of one together; communal doors and elevators make none', () => {
  const door = { kind: 'door', accessibility: 'private' } as const;
  expect(
    suggestUnits([
      { ...door, id: 'a', name: 'Apt 4B' },
      { ...door, id: 'b', name: '4B balcony' },
      { ...door, id: 'c', name: 'Apt 4C', accessibility: null },
      { ...door, id: 'd', name: 'Apt 4D', accessibility: 'communal' },
      { ...door, id: 'e', name: 'Apt 4E', kind: 'elevator' },
      { ...door, id: 'f', name: 'Boiler' },
    ]),
  ).toEqual([
    { name: '4B', doorIds: ['a', 'b'] },
    { name: '4C', doorIds: ['c'] },
  ]);
});

test.each([
  ['Apt 4B', 4],
  ['1203', 12],
  ['Gym', null],
  ['PH', null],
])('%s is on floor %s', (name, floor) => {
  expect(floorOf(name)).toBe(floor);
});
