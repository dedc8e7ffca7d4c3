import { expect, test } from 'vitest';
import { cardText, codeOfDay } from './card-text.ts';

const onDay = (day: string) => ({ day, start: `${day}T15:00:00.000Z` });

test('a card as text says where, for whom, and of each door its code and day', () => {
  const text = cardText({
    buildingName: 'Harbor House',
    address: ['12 Pier Street', 'New York'],
    personName: 'Ana Silva',
    doors: [
      { id: 'gym', name: 'Gym', timeZone: 'America/New_York' },
      { id: 'roof', name: 'Roof', timeZone: 'Europe/Lisbon' },
    ],
    start: '2026-11-26T03:30:00.000Z',
    codes: [
      { doorId: 'gym', code: '4829103', status: 'valid', ...onDay('2026-11-25') },
      { doorId: 'roof', code: null, status: 'communal_conflict', ...onDay('2026-11-26') },
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
    '26 Nov 2026, all day (Lisbon)',
  ]);
});

test('a door with codes for two days shows the one asked for, and none rather than that of another day', () => {
  const gym = { id: 'gym', name: 'Gym', timeZone: 'America/New_York' };
  const codes = [
    { doorId: 'gym', code: '1111111', status: 'valid' as const, ...onDay('2026-11-24') },
    { doorId: 'gym', code: '2222222', status: 'valid' as const, ...onDay('2026-11-25') },
  ];
  const facts = { buildingName: 'Harbor House', address: [], personName: 'Ana Silva', doors: [gym], codes };
  // Still the 25th in New York.
  const text = cardText({ ...facts, start: '2026-11-26T03:30:00.000Z' });
  expect(text).toContain('222 2222\n25 Nov 2026');
  expect(text).not.toContain('111 1111');
  expect(codeOfDay(gym, '2026-11-26T03:30:00.000Z', codes)).toBe(codes[1]);
  expect(cardText({ ...facts, start: '2026-11-26T15:00:00.000Z' })).toBe('Harbor House\nFor Ana Silva');
});
