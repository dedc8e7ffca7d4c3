import { expect, test } from 'vitest';
import { sampleAccess as access } from '../testing/sample-access.ts';
import { abilitySentence } from './person-words.ts';

const end = '2027-07-31T15:00:00.000Z';

test('doors are counted once, with the end they share in the zone of the building', () => {
  const accesses = [
    access({ end }),
    access({ end, start: '2027-02-01T00:00:00.000Z' }),
    access({ doorId: 'pool', end }),
  ];
  expect(abilitySentence(accesses)).toBe('Can open 2 doors in 1 building until 31 Jul 2027, 11:00 (New York)');
});

test('where some end later or never, only the first end is promised', () => {
  expect(abilitySentence([access({ end }), access({ doorId: 'pool' })])).toContain(
    '; the first ends 31 Jul 2027, 11:00',
  );
  expect(abilitySentence([access({})])).toBe('Can open 1 door in 1 building, without an end');
});

test('what is only asked for, ended or gone is not counted', () => {
  const accesses = [
    access({ isHeld: false, pending: 'sending' }),
    access({ state: 'ended' }),
    access({ state: 'gone' }),
  ];
  expect(abilitySentence(accesses)).toBe('Cannot open any door now');
});

test('what begins later is said with its start', () => {
  const later = access({ state: 'scheduled', start: '2027-03-01T14:00:00.000Z' });
  expect(abilitySentence([later])).toBe('Cannot open any door before 1 Mar 2027, 09:00 (New York)');
});
