import { expect, test } from 'vitest';
import { type DailyFacts, dailySentences } from './daily-words.ts';

const facts = (given: Partial<DailyFacts> = {}): DailyFacts => ({
  firstName: 'Sam',
  contact: 'phone',
  email: '',
  phone: '+12125550123',
  isKnown: false,
  passcodeType: 'DAILY',
  start: '2026-11-24T06:30:00.000Z',
  doors: [{ name: 'Gym', timeZone: 'America/New_York' }],
  role: 'non_resident',
  notify: true,
  ...given,
});

test('the SMS, the day with its zone, offline doors, the code, and that it cannot be revoked, in this order', () => {
  expect(dailySentences(facts())).toEqual([
    'Latch sends the code by SMS to +12125550123 at once, or by email if that phone belongs to someone with an email address.',
    'Sam can open Gym on 24 Nov 2026, all day (New York).',
    'It works at offline doors at once.',
    'Each door has its own code, which can be shown once OpenKit has confirmed it.',
    'It cannot be revoked: it works until midnight there.',
  ]);
});

test('one moment is two days in two zones, and each is said', () => {
  const doors = [
    { name: 'Gym', timeZone: 'America/New_York' },
    { name: 'Pier', timeZone: 'America/Los_Angeles' },
  ];
  const words = dailySentences(facts({ doors })).join(' ');
  expect(words).toContain('Gym on 24 Nov 2026, all day (New York)');
  expect(words).toContain('Pier on 23 Nov 2026, all day (Los Angeles)');
});

test.each([
  [{ contact: 'email', email: 'sam@example.com' }, 'Latch emails the code to sam@example.com at once.'],
  [{ isKnown: true, email: 'sam@example.com' }, 'emails the code to sam@example.com instead of sending an SMS'],
  [{ notify: false }, 'Latch sends nothing: tell Sam the code yourself.'],
  [{ contact: null }, 'Latch sends the code to the address you give.'],
  [{ role: 'resident' }, 'No code is shown here'],
  [{ passcodeType: 'DAILY_SINGLE_USE' }, '15 minutes after it is first used'],
] as const)('%j says "%s"', (given, words) => {
  expect(dailySentences(facts(given)).join(' ')).toContain(words);
});
