import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstSeen, keepNewer } from './first-seen.ts';

const queryKey = ['/api/accesses', 'page', ''];
const minuteMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('what Back shows again is as old as it was, and is read anew', () => {
  const page = { items: ['Active'] };
  firstSeen(page);
  vi.advanceTimersByTime(6 * minuteMs);
  const client = new QueryClient();
  const again = { queryKey, staleTime: 30_000, initialData: page, initialDataUpdatedAt: firstSeen(page) };
  expect(new QueryObserver(client, again).getCurrentResult().isStale).toBe(true);
});

test('rows that came with a page read anew replace kept ones, older ones do not', () => {
  const client = new QueryClient();
  const [before, after] = [{ items: ['Active'] }, { items: ['Ended'] }];
  const beforeAt = firstSeen(before);
  keepNewer(client, queryKey, before, beforeAt);
  expect(client.getQueryData(queryKey)).toBeUndefined();
  client.setQueryData(queryKey, before, { updatedAt: beforeAt });
  vi.advanceTimersByTime(1000);
  keepNewer(client, queryKey, after, firstSeen(after));
  expect(client.getQueryData(queryKey)).toEqual(after);
  void client.invalidateQueries();
  vi.advanceTimersByTime(1000);
  keepNewer(client, queryKey, before, firstSeen(before));
  expect(client.getQueryData(queryKey)).toEqual(after);
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
});
