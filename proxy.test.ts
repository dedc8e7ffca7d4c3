import { readdirSync } from 'node:fs';
import { NextRequest } from 'next/server';
import { afterEach, expect, test, vi } from 'vitest';
import nextConfig from './next.config.mjs';
import { config, proxy } from './proxy.ts';

afterEach(() => vi.unstubAllEnvs());

function ask(
  path: string,
  headers: Record<string, string> = {},
  publicUrl = 'http://localhost:3000',
  method = 'GET',
): Response {
  vi.stubEnv('NEXTAUTH_URL', publicUrl);
  return proxy(new NextRequest(new URL(path, 'http://localhost:3000'), { headers, method }));
}

const policyOf = (response: Response): string => response.headers.get('content-security-policy') ?? '';
/** Next carries the headers it passes on to the page under this prefix. */
const passedOn = (response: Response, name: string): string | null =>
  response.headers.get(`x-middleware-request-${name}`);

test('every answer has its own nonce, and the page is told the same one', () => {
  const answers = [ask('/sign-in'), ask('/sign-in')];
  const nonces = answers.map((answer) => /'nonce-([\w-]{36})'/.exec(policyOf(answer))?.[1]);
  expect(new Set(nonces).size).toBe(2);
  for (const answer of answers) expect(passedOn(answer, 'content-security-policy')).toBe(policyOf(answer));
});

test('scripts need the nonce; nothing may be framed, embedded or rebased', () => {
  const policy = policyOf(ask('/sign-in'));
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]+' 'strict-dynamic';/);
  expect(policy).toMatch(/style-src 'self' 'nonce-[\w-]+';/);
  expect(policy).not.toContain('unsafe-eval');
  for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
    expect(policy).toContain(rule);
  }
});

test('what a client sends as policy, nonce or return path is replaced', () => {
  const spoofed = `script-src 'nonce-"><script>alert(1)</script>'`;
  const answer = ask('/sign-in?a=1', {
    'content-security-policy': spoofed,
    'content-security-policy-report-only': spoofed,
    'x-nonce': 'spoofed',
    'x-return-path': '//evil.example',
  });
  expect(passedOn(answer, 'content-security-policy')).toBe(policyOf(answer));
  expect(policyOf(answer)).not.toContain('alert');
  expect(passedOn(answer, 'content-security-policy-report-only')).toBeNull();
  expect(passedOn(answer, 'x-nonce')).toBeNull();
  expect(passedOn(answer, 'x-return-path')).toBe('/sign-in?a=1');
});

test('without a cookie a page leads to the sign-in page and back, on our own address', () => {
  const answer = ask('/people?q=ann', { host: 'evil.example' });
  expect(answer.headers.get('location')).toBe('http://localhost:3000/sign-in?callbackUrl=%2Fpeople%3Fq%3Dann');
  expect(ask('/').headers.get('location')).toBe('http://localhost:3000/sign-in');
  expect(ask('/people', { cookie: 'gatehouse.session=x' }).headers.get('location')).toBeNull();
});

test('the build fetches no picture of elsewhere and passes no request on', async () => {
  expect(nextConfig.images).toEqual({ unoptimized: true });
  const rewrites = await nextConfig.rewrites?.();
  expect([rewrites].flat().map((rule) => rule && 'destination' in rule && rule.destination)).toEqual(['/icon.svg']);
  expect(nextConfig).not.toHaveProperty('redirects');
  expect(nextConfig).not.toHaveProperty('cacheComponents');
});

test.each(['/sign-in', '/set-up', '/api/people', '/api/auth/csrf', '/healthz', '/metrics', '/icon.svg'])(
  '%s answers for itself',
  (path) => expect(ask(path).headers.get('location')).toBeNull(),
);

test.each(['/sign-inside', '/apiary', '/healthz2'])('%s does not', (path) => {
  expect(ask(path).headers.get('location')).toContain('/sign-in?callbackUrl=');
});

test('every handler that answers JSON is left alone, and nothing else is', () => {
  const passes = (path: string) => new RegExp(`^${config.matcher}$`).test(path);
  const handlers = readdirSync('app/api').filter((name) => name !== 'auth' && name !== 'csp-report');
  expect(handlers.length).toBeGreaterThan(10);
  for (const name of handlers)
    expect([passes(`/api/${name}`), passes(`/api/${name}/one`)], name).toEqual([false, false]);
  const others = [
    '/',
    '/people',
    '/api',
    '/api/nothing',
    '/api/peopleless',
    '/api/auth/csrf',
    '/api/csp-report',
    '/x/api/people',
  ];
  for (const path of others) expect(passes(path), path).toBe(true);
});

test('where the console is on https, pages fetch nothing over http', () => {
  const answer = ask('/sign-in', {}, 'https://gatehouse.example');
  expect(policyOf(answer)).toContain('upgrade-insecure-requests');
  expect(policyOf(ask('/sign-in'))).not.toContain('upgrade-insecure-requests');
  const cookie = { cookie: 'gatehouse.session=x' };
  expect(ask('/people', cookie, 'https://gatehouse.example').headers.get('location')).toContain(
    'https://gatehouse.example/',
  );
});

test('an action without a cookie is not sent elsewhere: it says itself that the session has ended', () => {
  expect(ask('/people', {}, 'http://localhost:3000', 'POST').headers.get('location')).toBeNull();
});
