import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NoResidents } from './no-residents.tsx';

test.each([
  [{ asOf: null, isReading: true, reason: null }, 'are being read'],
  [{ asOf: null, isReading: true, reason: 'upstream_denied' }, 'are being read'],
  [{ asOf: null, isReading: false, reason: 'upstream_denied' }, 'have not been read yet'],
  [{ asOf: null, isReading: false, reason: null }, 'have not been read yet'],
  [{ asOf: '2026-03-01T09:00:00.000Z', isReading: false, reason: null }, 'one of your users'],
  [{ asOf: '2026-03-01T09:00:00.000Z', isReading: false, reason: 'residents_unreadable' }, 'could be read'],
  [{ asOf: '2026-03-01T09:00:00.000Z', isReading: true, reason: 'upstream_denied' }, 'when they were last read'],
  [{ asOf: '2026-03-01T09:00:00.000Z', isReading: false, reason: 'residents_missing' }, 'when they were last read'],
])('%o: the residents %s', (reading, words) => {
  expect(renderToStaticMarkup(<NoResidents reading={{ ...reading, calls: 1 }} />)).toContain(words);
});
