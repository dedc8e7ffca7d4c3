import { expect, test } from 'vitest';
import { likelyEmail } from './email-hints.ts';

test.each([
  ['maya@gmial.com', 'maya@gmail.com'],
  ['maya@gmal.com', 'maya@gmail.com'],
  ['maya@gmaill.com', 'maya@gmail.com'],
  ['maya@gnail.com', 'maya@gmail.com'],
  ['maya@gmail.co', 'maya@gmail.com'],
  ['Maya.O@HOTMIAL.com', 'Maya.O@hotmail.com'],
])('%s was probably meant as %s', (typed, meant) => {
  expect(likelyEmail(typed)).toBe(meant);
});

test.each(['maya@gmail.com', 'maya@example.com', 'maya@mail.com', 'maya@mail.com.au', 'gmial.com', '@gmial.com', ''])(
  'nothing is said about "%s"',
  (typed) => {
    expect(likelyEmail(typed)).toBeNull();
  },
);
