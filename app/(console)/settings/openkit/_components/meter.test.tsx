import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Meter } from './meter.tsx';

const minute = '2026-03-01T09:00:00.000Z';
const said = (calls: number) =>
  renderToStaticMarkup(<Meter meter={{ left: 300, minutes: [{ minute, calls, trouble: 0 }], kinds: [] }} />);

test('an hour without calls has no busiest minute', () => {
  expect(said(0)).toContain('0 calls in the last hour.');
  expect(said(1)).toContain('1 call in the last hour, at most 1 in a minute.');
});
