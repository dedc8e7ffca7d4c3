import { describe, expect, test } from 'vitest';
import { returnPath, sameOriginUrl } from './redirects.ts';

const base = 'https://gatehouse.example';

const foreign = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  '/\r\nSet-Cookie: a=b',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example/people',
  'HTTPS://EVIL.EXAMPLE',
  'http://gatehouse.example/people',
  'https://gatehouse.example.evil.example/',
  'https://gatehouse.example@evil.example/',
  'https://user:word@gatehouse.example/people',
  'https://gatehouse.example:8443/people',
  'https://gatehousе.example/people',
  'javascript:alert(1)',
  'JavaScript://gatehouse.example/%0aalert(1)',
  'data:text/html,hello',
  'blob:https://gatehouse.example/x',
  'people',
  './/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/sign-in?callbackUrl=/sign-in',
  '',
  ' ',
  '?next=//evil.example',
  `/people?q=${'a'.repeat(3000)}`,
  `${base}//evil.example`,
  `${base}/\\evil.example`,
];

describe('S09 callbackUrl corpus', () => {
  test.each(foreign)('%j leads home', (url) => {
    expect(sameOriginUrl(url, base)).toBe(`${base}/`);
  });

  test.each([
    ['/people?q=ann&building=1', '/people?q=ann&building=1'],
    [`${base}/people/5`, '/people/5'],
    ['/people/%2F%2Fevil', '/people/%2F%2Fevil'],
    ['/people?next=https://evil.example', '/people?next=https://evil.example'],
    ['/people#%0d%0aX: y', '/people'],
    ['/', '/'],
  ])('%j is followed', (url, path) => {
    expect(sameOriginUrl(url, base)).toBe(`${base}${path}`);
  });

  test('anything but text leads home', () => {
    expect([undefined, null, ['/people', '/x'], { toString: () => '//evil' }].map(returnPath)).toEqual([
      '/',
      '/',
      '/',
      '/',
    ]);
  });
});
