import { expect, test } from 'vitest';
import { addressProblem } from './address-problem.ts';
import { mostDoors } from './list-query.ts';

const from = '2026-11-25T17:00:00.000Z';
const doors = (count: number) => Array.from({ length: count }, () => crypto.randomUUID()).join(',');

test.each([
  ['a moment', { from, to: '', doors: doors(1) }, null],
  ['as many doors as one question may have', { from, to: '', doors: doors(mostDoors) }, null],
  ['one door more', { from, to: '', doors: doors(mostDoors + 1) }, 'question_too_wide'],
  ['no time', { from: '', to: '', doors: doors(1) }, 'question_time_missing'],
  ['an end at its start', { from, to: from, doors: doors(1) }, 'question_time_missing'],
  ['an end before its start', { from, to: '2026-11-24T17:00:00.000Z', doors: '' }, 'question_time_missing'],
])('an address with %s', (_, asked, reason) => {
  expect(addressProblem(asked)?.reason ?? null).toBe(reason);
});
