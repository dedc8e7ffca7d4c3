import { expect, test } from 'vitest';
import { messageFor } from './message-for.ts';

const at = { at: '2026-07-31T18:03:00.000Z', zone: 'America/New_York', door: 'Gym' };

test('a colleague is named with the time at the building, and both versions', () => {
  const versions = { seen: 'Never ends', now: 'Ends 31 Jul 2027, 11:00 (New York)' };
  const params = { reason: 'changed_since_seen', by: 'Maya Owens', ...at, ...versions };
  const { title, detail } = messageFor({ code: 'stale', params });
  expect(title).toBe('Maya Owens changed Gym at 14:03 (New York).');
  expect(detail).toContain('You saw: Never ends. Now: Ends 31 Jul 2027, 11:00 (New York).');
});

test('what nobody here did happened outside', () => {
  const { title } = messageFor({ code: 'stale', params: { reason: 'changed_since_seen', door: 'Gym' } });
  expect(title).toBe('Gym was changed outside Gatehouse.');
});

test('a revocation by a colleague names them', () => {
  const { title } = messageFor({ code: 'stale', params: { reason: 'revoked_meanwhile', by: 'Maya Owens', ...at } });
  expect(title).toBe('Maya Owens revoked Gym at 14:03 (New York).');
});

test('what is held at another time is named with the moment at the building and what to do', () => {
  const { title, next } = messageFor({ code: 'invalid', params: { reason: 'held_before', ...at } });
  expect(title).toBe('They can open Gym until 31 Jul 2026, 14:03 (New York), for something else.');
  expect(next).toBe('Take that away first, or do this once it is over.');
  const later = messageFor({ code: 'invalid', params: { reason: 'held_later', ...at } });
  expect(later.title).toBe('They can open Gym only from 31 Jul 2026, 14:03 (New York).');
});
