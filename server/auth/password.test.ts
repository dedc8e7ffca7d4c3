import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

const password = 'correct horse battery staple';

test('a hash is argon2id in PHC form, salted, and never holds the password', async () => {
  const [first, second] = await Promise.all([hashPassword(password), hashPassword(password)]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(first).not.toBe(second);
  expect(first).not.toContain('horse');
});

test('only the right password is accepted', async () => {
  const hash = await hashPassword(password);
  expect(await verifyPassword(password, hash)).toBe(true);
  expect(await verifyPassword(`${password} `, hash)).toBe(false);
  expect(await verifyPassword('', hash)).toBe(false);
});

test('long passwords are not cut short and any character counts', async () => {
  const long = '🚪'.repeat(200);
  const hash = await hashPassword(long);
  expect(await verifyPassword(long, hash)).toBe(true);
  expect(await verifyPassword(`${long}x`, hash)).toBe(false);
});

test('the same letters composed differently are one password', async () => {
  const hash = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9');
  expect(await verifyPassword('cafe\u0301 cafe\u0301 cafe\u0301', hash)).toBe(true);
});

test('hashes made at another cost still verify', async () => {
  const nonce = Buffer.alloc(16, 7);
  const tag = argon2Sync('argon2id', {
    message: password,
    nonce,
    memory: 8192,
    passes: 3,
    parallelism: 2,
    tagLength: 32,
  });
  const [salt, digest] = [nonce, tag].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
  expect(await verifyPassword(password, `$argon2id$v=19$m=8192,t=3,p=2$${salt}$${digest}`)).toBe(true);
});

test('an account without a usable hash is refused', async () => {
  expect(await verifyPassword(password, null)).toBe(false);
  expect(await verifyPassword(password, 'plain text')).toBe(false);
  expect(await verifyPassword('', '')).toBe(false);
});

test('a crowd of sign-ins is served in turn, and beyond the queue refused', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 104 }, () => verifyPassword(password, null)));
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(102);
  expect(answers.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'limited' } });
  expect(await verifyPassword(password, null)).toBe(false);
}, 30_000);
