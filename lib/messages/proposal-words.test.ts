import { expect, test } from 'vitest';
import { proposalSentence } from './proposal-words.ts';

test.each([
  [5, '5 days: permanent access with an end, because a day code lasts one day and cannot be taken back.'],
  [1, 'Exact times: permanent access with an end, because a day code covers the whole day.'],
  [null, 'Exact times: permanent access with an end, because a day code covers the whole day.'],
])('a period of %s days says why it is permanent', (days, sentence) => {
  expect(proposalSentence({ passcodeType: 'PERMANENT', because: 'period' }, days)).toBe(sentence);
});

test('a daily code is proposed with the moment it ends', () => {
  expect(proposalSentence({ passcodeType: 'DAILY', because: 'one_day' }, null)).toContain('midnight at the building');
  expect(proposalSentence({ passcodeType: 'DAILY_SINGLE_USE', because: 'one_visit' }, null)).toContain('15 minutes');
});
