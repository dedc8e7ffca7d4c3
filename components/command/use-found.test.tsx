import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { unreachable } from '#lib/queries/fetch-json';
import { everythingNamed } from '#lib/queries/search';
import { emptyPage } from '../../e2e/fixtures/empty-page.ts';
import { useFound } from './use-found.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  onlineManager.setOnline(true);
});

type Found = ReturnType<typeof useFound>;

function Box({ words, onShown }: { words: string; onShown: (found: Found) => void }) {
  onShown(useFound(words));
  return null;
}

test('without a network, what earlier words found is no answer while the new ones are typed, nor after', async () => {
  vi.useFakeTimers();
  const root = emptyPage();
  const client = new QueryClient();
  const ann = { kind: 'person' as const, id: 'a', name: 'Ann Fir', detail: null };
  client.setQueryData(everythingNamed('ann').queryKey, [ann], { updatedAt: 0 });
  onlineManager.setOnline(false);
  const shown: Found[] = [];
  const type = (words: string) =>
    act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <Box words={words} onShown={(found) => shown.push(found)} />
        </QueryClientProvider>,
      ),
    );
  const rest = () => act(async () => vi.advanceTimersByTimeAsync(150));
  await type('ann');
  await rest();
  expect(shown.at(-1)).toEqual({ hits: [ann], isSearching: false, failure: unreachable });
  await type('ann okafor');
  expect(shown.at(-1)).toMatchObject({ isSearching: true, failure: unreachable });
  await rest();
  expect(shown.at(-1)).toEqual({ hits: [], isSearching: false, failure: unreachable });
  await act(async () => root.unmount());
});
