import { expect, test } from 'vitest';
import { cardText } from './card-text.ts';

test('a card as text says where, for whom, and of each door its code and day', () => {
  const text = cardText({
    buildingName: 'Harbor House',
    address: ['12 Pier Street', 'New York'],
    personName: 'Ana Silva',
    doors: [
      { id: 'gym', name: 'Gym', timeZone: 'America/New_York' },
      { id: 'roof', name: 'Roof', timeZone: null },
    ],
    codes: [
      { doorId: 'gym', code: '4829103', status: 'valid', day: '2026-11-25' },
      { doorId: 'roof', code: null, status: 'communal_conflict', day: '2026-11-25' },
    ],
  });
  expect(text.split('\n')).toEqual([
    'Harbor House',
    '12 Pier Street, New York',
    'For Ana Silva',
    '',
    'Gym',
    '482 9103',
    '25 Nov 2026, all day (New York)',
    '',
    'Roof',
    expect.stringMatching(/code/),
    '25 Nov 2026, all day',
  ]);
});
