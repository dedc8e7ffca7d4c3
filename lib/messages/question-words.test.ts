import { expect, test } from 'vitest';
import { momentText, originText, readingsText } from './question-words.ts';

const askedAt = '2026-11-25T17:00:00.000Z';
const known = { askedAt, readBefore: '2026-11-25T16:00:00.000Z', readAfter: null, outages: 0, unconfirmed: 0 };
const hour = (at: number) => `2026-11-25T${at}:00:00.000Z`;

test('a time that is under way is told from one that lies ahead: of its past part only readings are known', () => {
  const text = (from: number, to: number | null) =>
    readingsText(known, { from: hour(from), to: to === null ? null : hour(to) });
  expect(text(18, 19)).toContain('in the future');
  expect(text(18, null)).toContain('in the future');
  expect(text(10, 19)).toContain('This time is not over');
  expect(text(10, 19)).toContain('OpenKit was read at 25 Nov 2026, 16:00');
  expect(text(10, 12)).toContain('not yet completely after it');
});

test.each([
  ['2026-11-24T05:00:00.000Z', '2026-11-25T05:00:00.000Z', 'Tuesday 24 November 2026, all day (New York, GMT-5)'],
  [
    '2026-11-01T04:00:00.000Z',
    '2026-11-03T05:00:00.000Z',
    'Sunday 1 November 2026 to Monday 2 November 2026, whole days (New York, GMT-4 to GMT-5)',
  ],
  [
    '2026-11-01T04:00:00.000Z',
    '2026-11-02T05:00:00.000Z',
    'Sunday 1 November 2026, all day (New York, GMT-4 to GMT-5)',
  ],
  [
    '2026-11-01T05:30:00.000Z',
    '2026-11-01T06:30:00.000Z',
    'Sunday 1 November 2026, 01:30 to 01:30 (New York, GMT-4 to GMT-5)',
  ],
  ['2026-11-01T05:30:00.000Z', null, 'Sunday 1 November 2026, 01:30 (New York, GMT-4)'],
  [
    '2026-11-24T20:00:00.000Z',
    '2026-11-24T22:00:00.000Z',
    'Tuesday 24 November 2026, 15:00 to 17:00 (New York, GMT-5)',
  ],
])('from %s to %s is read as %s', (from, to, text) => {
  expect(momentText({ from, to }, 'America/New_York')).toBe(text);
});

test.each([
  ['partner', null, 'There at our first reading, given by us'],
  ['user', 'Maya Okafor', 'There at our first reading, given by Maya Okafor'],
  ['user', null, 'There at our first reading, given by a resident'],
  ['unknown', null, 'There at our first reading, given by someone OpenKit does not name'],
] as const)('what we found there says who let them in: %s %s', (granterKind, granterName, text) => {
  expect(originText({ cause: 'first_sweep', staffName: null, granterKind, granterName })).toBe(text);
});

test.each([
  ['user', 'Maya Okafor', 'Appeared at OpenKit without us, given by Maya Okafor'],
  ['user', null, 'Appeared at OpenKit without us, given by a resident'],
  ['partner', null, 'Appeared at OpenKit without us, in our name'],
  ['unknown', null, 'Appeared at OpenKit without us'],
] as const)(
  'what appeared without us names whoever gave it, where OpenKit does: %s %s',
  (granterKind, granterName, text) => {
    expect(originText({ cause: 'drift', staffName: null, granterKind, granterName })).toBe(text);
  },
);
