import { expect, test } from 'vitest';
import { formatClockThere, formatThere } from './format.ts';

const instant = '2027-07-31T15:00:00.000Z';

test('a moment at a building names its zone; UTC in place of a zone nobody knows says so', () => {
  expect(formatThere(instant, 'America/New_York')).toBe('31 Jul 2027, 11:00 (New York)');
  expect(formatThere(instant, null)).toBe('31 Jul 2027, 15:00 (UTC)');
  expect(formatClockThere(instant, 'America/New_York')).toBe('11:00 (New York)');
  expect(formatClockThere(instant, null)).toBe('15:00 (UTC)');
});
