import { environmentManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { operationQuery } from '#lib/queries/operation';
import type { OperationView } from '#lib/schemas/operation';
import { emptyPage } from '../../e2e/fixtures/empty-page.ts';
import { useSettled } from './use-settled.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});
// Queries that are asked again and again are so in browsers alone.
environmentManager.setIsServer(() => false);

const underWay: OperationView = {
  id: 'operation',
  kind: 'grant',
  state: 'active',
  staffName: 'Lena',
  createdAt: '2027-06-01T18:00:00.000Z',
  finishedAt: null,
  requestId: 'request',
  progress: {
    doorCount: 1,
    peopleCount: 1,
    counts: { queued: 0, sending: 1, unknown: 0, applied: 0, rejected: 0, needs_person: 0, cancelled: 0 },
    failedCount: 0,
    isPaused: false,
    isWhole: true,
    secondsLeft: null,
    retryOf: null,
    retriedBy: null,
  },
  leaving: [],
  people: [],
  doors: [],
};

function Sheet({ onSettled }: { onSettled: () => void }) {
  useSettled('operation', onSettled);
  return null;
}

/** What the server says of the operation can be changed by `say`. */
async function openSheet() {
  let answer = underWay;
  vi.stubGlobal('fetch', async () => Response.json(answer));
  const client = new QueryClient();
  client.setQueryData(['/api/guests'], []);
  client.setQueryData(operationQuery('operation').queryKey, underWay);
  const root = emptyPage();
  const onSettled = vi.fn();
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <Sheet onSettled={onSettled} />
      </QueryClientProvider>,
    ),
  );
  const say = (next: OperationView) => {
    answer = next;
  };
  const close = () => act(async () => root.unmount());
  return { say, close, onSettled, isListOld: () => client.getQueryState(['/api/guests'])?.isInvalidated };
}

test('when an operation is settled its sheet says so once, and every list is read again', async () => {
  const sheet = await openSheet();
  expect(sheet.isListOld()).toBe(false);
  sheet.say({ ...underWay, state: 'finished' });
  await expect.poll(sheet.isListOld, { timeout: 10_000 }).toBe(true);
  expect(sheet.onSettled).toHaveBeenCalledOnce();
  await sheet.close();
});

test('the lists are read again where the sheet was closed before the operation was settled', async () => {
  const sheet = await openSheet();
  await sheet.close();
  expect(sheet.isListOld()).toBe(false);
  sheet.say({ ...underWay, state: 'finished' });
  await expect.poll(sheet.isListOld, { timeout: 20_000 }).toBe(true);
  expect(sheet.onSettled).not.toHaveBeenCalled();
});
