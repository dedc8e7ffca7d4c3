import { expect, test } from 'vitest';
import { detailChanges, detailFacts } from './activity-details.ts';
import { reasonSentence } from './message-for.ts';

test('the terms of an access are told in words, times at the building', () => {
  const terms = {
    end: null,
    passcodeType: 'PERMANENT',
    role: 'non_resident',
    shareable: false,
    start: '2027-07-01T15:00:00.000Z',
  };
  expect(detailFacts({ terms, reason: null }, 'America/New_York', reasonSentence)).toEqual([
    { label: 'Kind of access', value: 'Permanent' },
    { label: 'Starts', value: '1 Jul 2027, 11:00 (New York)' },
    { label: 'Ends', value: 'Never' },
    { label: 'Role', value: 'Not a resident' },
    { label: 'May be shared', value: 'No' },
  ]);
});

test('a reason is told as a sentence, and what nobody foresaw is shown as it was recorded', () => {
  expect(
    detailFacts({ reason: 'INVALID_START_TIME', endedSessions: 1200, other: { a: [1] } }, null, reasonSentence),
  ).toEqual([
    { label: 'Reason', value: expect.stringContaining('Latch does not accept this start.') },
    { label: 'Ended sessions', value: '1,200' },
    { label: 'Other', value: '{"a":[1]}' },
  ]);
});

test('that something was done after all is said so of a revocation as well', () => {
  const said = (decision: string) => detailFacts({ decision }, null, reasonSentence);
  expect(said('there')).toEqual([{ label: 'Decision', value: 'It was done' }]);
  expect(said('not_there')).toEqual([{ label: 'Decision', value: 'It was not done' }]);
});

test('before and after stand side by side, whichever side a value is on', () => {
  const before = { end: '2027-07-31T15:00:00.000Z', shareable: true };
  expect(detailChanges({ before, after: { end: null, role: 'resident' } }, 'Not/AZone')).toEqual([
    { label: 'Ends', before: '31 Jul 2027, 15:00 (UTC)', after: 'Never' },
    { label: 'May be shared', before: 'Yes', after: '–' },
    { label: 'Role', before: '–', after: 'Resident' },
  ]);
  expect(detailFacts({ before }, null, reasonSentence)).toEqual([]);
});
