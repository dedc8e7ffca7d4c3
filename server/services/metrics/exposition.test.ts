import { expect, test } from 'vitest';
import { exposition, gauge, gauges } from './exposition.ts';

test('each metric says what it is; label values cannot break out of their quotes', () => {
  const text = exposition([gauge('doors', 'How many.', 3), gauges('jobs', 'Waiting.', 'queue', { 'a"b\\c\nd': 0.5 })]);
  expect(text).toBe(
    [
      '# HELP doors How many.\n# TYPE doors gauge\ndoors 3\n',
      '# HELP jobs Waiting.\n# TYPE jobs gauge\njobs{queue="a\\"b\\\\c\\nd"} 0.5\n',
    ].join(''),
  );
});
