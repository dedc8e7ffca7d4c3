import { expect, test } from 'vitest';
import { showFailure } from './show-failure.ts';
import { currentToasts, dismissToast } from './toast-store.ts';

test('a failure is told in a sentence, with the id to pass on, until closed', async () => {
  await showFailure(
    { code: 'invalid', params: { reason: 'view_name_required' }, requestId: 'request-1' },
    'It is as before.',
  );
  const [toast, ...others] = currentToasts();
  expect(others).toEqual([]);
  expect(toast).toMatchObject({ tone: 'failed', requestId: 'request-1' });
  expect(toast?.text).toMatch(/^It is as before\. The view has no name\./);
  dismissToast(toast?.id ?? 0);
  expect(currentToasts()).toEqual([]);
});
