import { expect, test } from 'vitest';
import { coverageSentence } from './coverage-words.ts';

test('what an answer holds is named, and an answer that lacks nothing says nothing', () => {
  expect(coverageSentence(['doors_enabled_for_us', 'our_users', 'other_residents_by_name_only'])).toBe(
    'Includes doors enabled for you, your users, and the names, not the doors, of other residents: Mission Control may show more.',
  );
  expect(coverageSentence(['our_users'])).toBe('Includes your users: Mission Control may show more.');
  expect(coverageSentence([])).toBe('');
});
