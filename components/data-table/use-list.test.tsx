import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { listPage } from '#lib/queries/list';
import { cursor, oneOf, text } from '#lib/search-params';
import { useList } from './use-list.ts';

vi.mock('next/navigation', () => ({
  usePathname: () => '/accesses',
  useSearchParams: () => new URLSearchParams(),
}));
afterEach(() => {
  vi.useRealTimers();
});

const source = { path: '/api/accesses', item: async () => z.object({ id: z.string() }) } as const;
const shape = { q: text(), sort: oneOf(['name']), cursor };
const page = {
  items: [{ id: 'a' }],
  nextCursor: null,
  prevCursor: null,
  asOf: '2026-03-01T09:00:00.000Z',
  coverage: { sweep: 'complete' as const, limits: [] },
};

function List() {
  const { page: shown } = useList({ source, shape, initial: { search: '', page } });
  return shown.data?.items.map(({ id }) => id);
}

test('rows that Back shows again from an old page do not pass for new', () => {
  const startMs = Date.parse('2026-03-01T09:00:00.000Z');
  vi.useFakeTimers({ now: startMs });
  const show = () => {
    // The browser has let go of the rows by then, the router has not.
    const client = new QueryClient();
    const said = renderToStaticMarkup(
      <QueryClientProvider client={client}>
        <List />
      </QueryClientProvider>,
    );
    expect(said).toBe('a');
    return client.getQueryState(listPage(source, '').queryKey)?.dataUpdatedAt;
  };
  expect(show()).toBe(startMs);
  vi.advanceTimersByTime(360_000);
  expect(show()).toBe(startMs);
});
