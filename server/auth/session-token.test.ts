import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { expect, test, vi } from 'vitest';
import { preferenceCookie, readPreference } from '#lib/preferences';
import { inviteCookie } from './invite-cookie.ts';
import { authCookies, sessionCookie } from './session-cookie.ts';
import { readSessionToken } from './session-token.ts';

const secret = 'the session secret of this test, 32+';
const claims = { sub: randomUUID(), sid: randomUUID() };

const unsigned = (payload: object): string =>
  `${[{ alg: 'none', typ: 'JWT' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

test('a session sealed with our key names its session and its owner', async () => {
  const cookie = await encode({ token: claims, secret });
  expect(await readSessionToken(cookie, secret)).toEqual({ sessionId: claims.sid, staffId: claims.sub });
});

test('other keys, no algorithm, an expired or cut token, and no token at all are refused', async () => {
  const sealed = await encode({ token: claims, secret });
  const forged = [
    await encode({ token: claims, secret: `${secret}x` }),
    await encode({ token: claims, secret: 'change-me' }),
    await encode({ token: claims, secret, maxAge: -3600 }),
    unsigned({ ...claims, exp: 4_102_444_800 }),
    sealed.slice(0, -4),
    `${sealed}.${sealed}`,
    sealed.replace(/[^.]+$/, (tag) => tag.slice(0, 6)),
    sealed.replace(/^[^.]+/, Buffer.from('{"alg":"dir","enc":"none"}').toString('base64url')),
    sealed.replace(/\.([^.]+)\.([^.]+)$/, (_, body, tag) => `.${body[0] === 'A' ? 'B' : 'A'}${body.slice(1)}.${tag}`),
    'null',
    '',
    undefined,
  ];
  for (const cookie of forged) expect(await readSessionToken(cookie, secret)).toBeNull();
});

test('CVE-2023-48309: a PKCE, state or nonce cookie is no session', async () => {
  for (const salt of ['next-auth.pkce.code_verifier', 'next-auth.state', 'next-auth.nonce']) {
    expect(await readSessionToken(await encode({ token: claims, secret, salt }), secret)).toBeNull();
  }
  expect(await readSessionToken(await encode({ token: { value: 'state' }, secret }), secret)).toBeNull();
});

test('a token whose claims are not ids is refused', async () => {
  for (const token of [{ sub: claims.sub }, { ...claims, sid: 'x' }, { sub: "' or 1=1", sid: claims.sid }]) {
    expect(await readSessionToken(await encode({ token, secret }), secret)).toBeNull();
  }
});

test('while both keys count, what the one before sealed opens; what neither sealed does not', async () => {
  const [before, stranger] = ['the session secret of before, 32 and more', 'the session secret of nobody, 32 and more'];
  const cookie = await encode({ token: claims, secret: before });
  expect(await readSessionToken(cookie, secret, before)).toEqual({ sessionId: claims.sid, staffId: claims.sub });
  expect(await readSessionToken(cookie, secret)).toBeNull();
  expect(await readSessionToken(await encode({ token: claims, secret: stranger }), secret, before)).toBeNull();
  expect(await readSessionToken(await encode({ token: claims, secret }), secret, before)).not.toBeNull();
});

test('a cookie that was opened before ends when its time is over, and opens nothing for another key', async () => {
  const cookie = await encode({ token: claims, secret, maxAge: 60 });
  expect(await readSessionToken(cookie, secret)).not.toBeNull();
  expect(await readSessionToken(cookie, secret)).toEqual({ sessionId: claims.sid, staffId: claims.sub });
  expect(await readSessionToken(cookie, `${secret}x`)).toBeNull();
  vi.useFakeTimers({ now: Date.now() + 80_000, toFake: ['Date'] });
  expect(await readSessionToken(cookie, secret)).toBeNull();
  vi.useRealTimers();
});

test('without a secret nothing is a session', async () => {
  expect(await readSessionToken(await encode({ token: claims, secret }), '')).toBeNull();
});

test('over https every cookie is __Host-, secure, and out of reach of scripts', () => {
  for (const { name, options } of [
    ...Object.values(authCookies('https://g.example')),
    inviteCookie('https://g.example'),
  ]) {
    expect(name).toMatch(/^__Host-/);
    expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
  }
  expect(preferenceCookie('theme', true)).toBe('__Host-theme');
  const jar = new Map([
    ['theme', { value: 'light' }],
    ['__Host-theme', { value: 'dark' }],
  ]);
  expect(readPreference('theme', jar)).toBe('dark');
  expect(sessionCookie('https://gatehouse.example')).toEqual({
    name: '__Host-gatehouse.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  });
  expect(sessionCookie('http://localhost:3000').name).toBe('gatehouse.session');
});
