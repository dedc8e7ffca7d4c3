import { expect, test } from 'vitest';
import { connectionOf, durationText, warningSentence } from './openkit-words.ts';

const worker = { at: '2027-01-01T00:00:00.000Z', isAlive: true, breaker: 'closed', warnings: [] } as const;
const well = {
  token: { fetchedAt: null, renewAt: null, failure: null },
  budget: { callsPerSecond: 5, pausedUntil: null },
  worker: { ...worker, warnings: [] },
  sync: {
    asOf: null,
    state: 'complete',
    phase: 'done',
    seen: null,
    expected: null,
    percent: null,
    secondsLeft: null,
    reason: null,
    nextAt: null,
    suspect: null,
  },
} as const;
const facts = { ...well, worker: { ...well.worker, warnings: [] } };

test.each([
  [{}, 'Connected'],
  [{ worker: null }, 'Worker silent'],
  [{ worker: { ...worker, warnings: [], isAlive: false } }, 'Worker silent'],
  [{ token: { ...well.token, failure: 'credentials' as const } }, 'Credentials refused'],
  [{ token: { ...well.token, failure: 'token_refused' as const } }, 'Token refused'],
  [{ token: { ...well.token, failure: 'auth_unavailable' as const } }, 'Unsteady'],
  [{ worker: { ...worker, warnings: [], breaker: 'open' as const } }, 'Not answering'],
  [{ worker: { ...worker, warnings: [], breaker: 'half_open' as const } }, 'Unsteady'],
  [{ sync: { ...well.sync, reason: 'sweep_denied' } }, 'Refusing'],
  [{ sync: { ...well.sync, reason: 'sweep_unparsable' } }, 'Not understood'],
  [{ budget: { callsPerSecond: 5, pausedUntil: '2027-01-01T00:00:00.000Z' } }, 'Slowed down'],
])('%o is told as %s', (change, word) => {
  expect(connectionOf({ ...facts, ...change }).word).toBe(word);
});

test.each([
  [400, 'less than a second'],
  [1000, '1 second'],
  [48_000, '48 seconds'],
  [180_000, '3 minutes'],
])('%i ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('a new word of OpenKit is named, a missing field only described', () => {
  expect(warningSentence({ problem: 'unexpected', example: 'VISITOR' })).toContain('(VISITOR)');
  expect(warningSentence({ problem: 'missing', example: null })).toBe('is missing');
});
