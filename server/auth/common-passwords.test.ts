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
  '1qaz2wsx3edc4rfv',
  '1QAZxsw23edc$RFV',
  '1q2w3e4r5t6y7u8i',
  'zaq12wsxcde34rfv',
  'qazwsxedcrfvtgb',
  'poiuytrewqlkjhgf',
  '!@#$%^&*()qwertyuiop',
  'abcdefghijklmno',
  'zyxwvutsrqponmlkj',
  'thisismypassword',
  'christopher12345',
  'Christopher@1985',
  'P@ssw0rd1234567',
  'correct horse battery staple',
  'correcthorsebatterystaple',
  '100000000000000',
  '110010001111000',
])('%s is guessed first', (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

test.each([
  'every door in the sandbox',
  'a much better sentence, with spaces',
  'zK4#qpv82mLw!xT9',
  'Die Katze sitzt auf dem warmen Ofen',
  'seven herons over wet sand',
  'christopher keeps bees in june',
  '1qaz2wsx and then some marmalade',
  '482915073641852',
])('%s is not', (password) => {
  expect(isCommonPassword(password)).toBe(false);
});
