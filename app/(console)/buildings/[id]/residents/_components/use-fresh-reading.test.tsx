import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { ResidentReading } from '#lib/schemas/resident';
import { emptyPage } from '../../../../../../e2e/fixtures/empty-page.ts';
import { useFreshReading } from './use-fresh-reading.ts';

const { refresh } = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh }) }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function Reading({ reading }: { reading: ResidentReading }) {
  useFreshReading('/api/buildings/1/residents', reading);
  return null;
}

test('while the residents are being read the page looks every two seconds, and fetches the rows once they are', async () => {
  vi.useFakeTimers();
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  const root = emptyPage();
  const show = (reading: Pick<ResidentReading, 'asOf' | 'isReading'>) =>
    act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <Reading reading={{ ...reading, reason: null, calls: 1 }} />
        </QueryClientProvider>,
      ),
    );
  const looksIn = async (ms: number) => {
    refresh.mockClear();
    await vi.advanceTimersByTimeAsync(ms);
    return refresh.mock.calls.length;
  };
  await show({ asOf: null, isReading: false });
  expect(await looksIn(60_000)).toBe(0);
  await show({ asOf: null, isReading: true });
  expect(await looksIn(6_000)).toBe(3);
  expect(invalidate).not.toHaveBeenCalled();
  await show({ asOf: '2026-03-01T09:00:00.000Z', isReading: false });
  expect(await looksIn(60_000)).toBe(0);
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ['/api/buildings/1/residents'] });
  await show({ asOf: '2026-03-01T09:00:00.000Z', isReading: true });
  await act(async () => root.unmount());
  expect(await looksIn(60_000)).toBe(0);
});
