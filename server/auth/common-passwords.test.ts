import { expect, test } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';

test.each([
  'passwordpassword',
  'Password123456789',
  'P@ssw0rd!P@ssw0rd!',
  '123456789012345',
  'qwertyuiopasdfghjkl',
  'aaaaaaaaaaaaaaaaaaaa',
  'abcabcabcabcabcabc',
  'iloveyou-iloveyou-iloveyou',
  'WelcomeGatehouse2026!',
  'letmein letmein 2025',
  'Summer2026Summer2026',
  'ｐａｓｓｗｏｒｄpassword',
])('R13 %s is guessed first', (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

test.each([
  'correct horse battery staple',
  'every door in the sandbox',
  'a much better sentence, with spaces',
  'zK4#qpv82mLw!xT9',
  'Die Katze sitzt auf dem warmen Ofen',
])('R13 %s is not', (password) => {
  expect(isCommonPassword(password)).toBe(false);
});
