import { describe, expect, it } from 'vitest';
import type { CallResult } from './call-result.ts';
import { backoffMs, pauseMs, shouldRetry } from './retry.ts';

const answered = (status: number): CallResult => ({ kind: 'answer', status, retryAfter: null, date: null, body: '' });
const failed = (reason: 'reset' | 'aborted' | 'limited' | 'connect_failed', sent = true): CallResult =>
  sent ? { kind: 'failure', sent, reason: 'reset' } : { kind: 'failure', sent, reason };

describe('shouldRetry', () => {
  it.each<[string, CallResult]>([
    ['500', answered(500)],
    ['503', answered(503)],
    ['reset', failed('reset')],
    ['no connection', failed('connect_failed', false)],
  ])('a read is repeated after %s, at most twice', (_, result) => {
    expect([1, 2, 3].map((tries) => shouldRetry('GET', result, tries))).toEqual([true, true, false]);
  });

  it.each(['POST', 'PATCH', 'DELETE'])('%s is never repeated, not even when nothing was sent', (method) => {
    expect(shouldRetry(method, answered(500), 1)).toBe(false);
    expect(shouldRetry(method, failed('reset'), 1)).toBe(false);
    expect(shouldRetry(method, failed('connect_failed', false), 1)).toBe(false);
  });

  it.each([200, 204, 302, 400, 401, 403, 404, 422])('a read that got %i is finished', (status) => {
    expect(shouldRetry('GET', answered(status), 1)).toBe(false);
  });

  it.each(['aborted', 'limited'] as const)('a read that was %s before it left is finished', (reason) => {
    expect(shouldRetry('GET', failed(reason, false), 1)).toBe(false);
  });
});

describe('backoffMs', () => {
  it('is spread between nothing and a doubling ceiling', () => {
    expect([1, 2, 3, 20].map((tries) => backoffMs(tries, () => 1))).toEqual([400, 800, 1600, 10_000]);
    expect(backoffMs(3, () => 0)).toBe(0);
  });
});

describe('pauseMs', () => {
  const date = 'Mon, 23 Nov 2026 07:00:00 GMT';
  const pause = (retryAfter: string | null, tries = 1) => pauseMs({ retryAfter, date }, tries, () => 1);

  it.each([
    ['7', 7_000],
    [' 7 ', 7_000],
    ['Mon, 23 Nov 2026 07:00:42 GMT', 42_000],
    ['301', 300_000],
    ['99999999999', 300_000],
    ['Tue, 24 Nov 2026 07:00:00 GMT', 300_000],
  ])('obeys Retry-After: %s, up to five minutes', (retryAfter, ms) => {
    expect(pause(retryAfter)).toBe(ms);
  });

  it.each([null, '', '0', '-5', 'soon', 'Mon, 23 Nov 2026 06:59:00 GMT'])('backs off by itself on %j', (retryAfter) => {
    expect([1, 2, 3].map((tries) => pause(retryAfter, tries))).toEqual([1000, 2000, 4000]);
    expect(pauseMs({ retryAfter, date }, 1, () => 0)).toBe(500);
    expect(pause(retryAfter, 30)).toBe(300_000);
  });
});
