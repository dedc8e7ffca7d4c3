import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysOrNames } from './day-or-name.ts';
import { isProblem, parseQuestion } from './parse-question.ts';

test.each([
  ['doors of wei sun', [{ word: 'sun', asName: 'doors of wei "sun"', asDay: 'doors of wei on sun' }]],
  ['Wei Sun 3pm?', [{ word: 'Sun', asName: 'Wei "Sun" 3pm', asDay: 'Wei on Sun 3pm' }]],
  [
    'doors of 24 june house',
    [{ word: 'june', asName: 'doors of 24 "june" house', asDay: 'doors of on 24 june house' }],
  ],
  ['doors of june 24 nov', [{ word: 'june', asName: 'doors of "june" 24 nov', asDay: 'doors of on june 24 nov' }]],
  ['doors of sun', [{ word: 'sun', asName: 'doors of "sun"', asDay: null }]],
  ['wei sun now', [{ word: 'sun', asName: 'wei "sun" now', asDay: null }]],
  ['doors of wei on sun', []],
  ['doors of wei next sun', []],
  ['doors of house on 24 june', []],
  ['doors of "wei sun"', []],
  ['doors of wei sun tomorrow', []],
  ['doors of may lee', []],
  ['gym now', []],
])('what in `%s` may say when and be part of a name', (text, found) => {
  expect(daysOrNames(text)).toEqual(found);
});

const words = fc.constantFrom(
  'sun',
  'Mon',
  'saturday',
  'may',
  'June',
  'april',
  'now',
  'noon',
  'today',
  '3pm',
  'who',
  'the',
);
const whens = fc.constantFrom('', 'today', 'next tue', '24 nov 2026', 'mon 18:00 to wed 9:00', 'now', '3pm');

test('what is in quotes is a name, whatever it says; what is not keeps its meaning', () => {
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 3 }),
      whens,
      fc.constantFrom(['"', '"'], ['“', '”']),
      fc.boolean(),
      (name, when, [open, close], isWhenFirst) => {
        const quoted = `${open}${name.join(' ')}${close}`;
        const question = parseQuestion(`doors of ${isWhenFirst ? `${when} ${quoted}` : `${quoted} ${when}`}`);
        const plain = parseQuestion(`doors of noor ${when}`);
        if (isProblem(question) || isProblem(plain)) throw new Error('It was not read.');
        expect(question).toEqual({ ...plain, subject: name.map((word) => `"${word}"`).join(' ') });
      },
    ),
  );
});
