import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BoundsNote } from './bounds-note.tsx';

test('outages that are not listed are counted', () => {
  const outages = [{ startedAt: '2026-03-01T09:00:00.000Z', endedAt: null, reason: 'upstream_unavailable' }];
  const page = { asOf: null, coverage: { sweep: 'complete' as const, limits: [] } };
  const said = (earlierOutages: number) =>
    renderToStaticMarkup(
      <BoundsNote bounds={{ beginsAt: null, outages, earlierOutages }} page={page}>
        {null}
      </BoundsNote>,
    );
  expect(said(2)).toContain('and 2 times earlier.');
  expect(said(0)).not.toContain('earlier');
});
