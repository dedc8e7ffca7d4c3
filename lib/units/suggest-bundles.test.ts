import { expect, test } from 'vitest';
import { suggestBundles } from './suggest-bundles.ts';

const door = (name: string, accessibility: 'communal' | 'private' | null = 'communal') => ({
  id: name,
  name,
  kind: 'door' as const,
  accessibility,
});

test('doors that homes share make bundles by what their names speak of; private doors and elevators make none', () => {
  const doors = [
    door('Main Entrance'),
    door('Gym'),
    door('Pool'),
    door('Pool Pump Room'),
    door('MAIL ROOM', null),
    door('Trash Room'),
    door('Laundry'),
    door('Electrical closet', null),
    door('Spare room 3', null),
    door('Lounge', 'private'),
    door('Apt 4B'),
    { ...door('Elevator'), kind: 'elevator' as const },
  ];
  expect(suggestBundles(doors)).toEqual([
    { name: 'Amenities', kind: 'amenities', doorIds: ['Gym', 'Pool', 'MAIL ROOM'] },
    { name: 'Communal doors', kind: 'amenities', doorIds: ['Main Entrance'] },
    {
      name: 'Service doors',
      kind: 'service',
      doorIds: ['Pool Pump Room', 'Trash Room', 'Laundry', 'Electrical closet'],
    },
  ]);
  expect(suggestBundles([door('Apt 4B')])).toEqual([]);
});
