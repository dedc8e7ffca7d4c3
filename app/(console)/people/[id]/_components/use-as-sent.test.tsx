import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { emptyPage } from '../../../../../e2e/fixtures/empty-page.ts';
import { useAsSent } from './use-as-sent.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

type Props = { person: { doors: number }; isSent: boolean; onShown: (doors: number) => void };

function Sheet({ person, isSent, onShown }: Props) {
  onShown(useAsSent(person, isSent).doors);
  return null;
}

test('what is sent is shown as read last, and once it is sent as it was then', async () => {
  const root = emptyPage();
  let shown = 0;
  const show = async (doors: number, isSent = false) => {
    const person = { doors };
    await act(async () => root.render(<Sheet person={person} isSent={isSent} onShown={(now) => (shown = now)} />));
    return shown;
  };
  expect(await show(2)).toBe(2);
  expect(await show(3)).toBe(3);
  expect(await show(3, true)).toBe(3);
  expect(await show(0, true)).toBe(3);
  // Refused: nothing was sent.
  expect(await show(4)).toBe(4);
});
