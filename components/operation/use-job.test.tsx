import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { useJob } from './use-job.ts';

type Job = ReturnType<typeof useJob>;

function Sheet({ onShown }: { onShown: (job: Job) => void }) {
  onShown(useJob());
  return null;
}

/** Whether what is shown is read again once a job was accepted, which sends this operation. */
async function readsAgain(operationId: string | null) {
  const client = new QueryClient();
  client.setQueryData(['unit', 'u'], { leaseEnd: '2027-05-31' });
  const shown: Job[] = [];
  renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <Sheet onShown={(job) => shown.push(job)} />
    </QueryClientProvider>,
  );
  await shown[0]?.send({}, async () => ({ ok: true, value: { operationId } }));
  return client.getQueryState(['unit', 'u'])?.isInvalidated;
}

test('what changed in our records alone is shown at once; what is sent, when it is confirmed', async () => {
  expect(await readsAgain(null)).toBe(true);
  expect(await readsAgain('operation')).toBe(false);
});
