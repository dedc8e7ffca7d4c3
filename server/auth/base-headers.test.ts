import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { setBaseHeaders } from './base-headers.ts';

test('every answer of the process carries the headers; what an answer says itself counts', async () => {
  setBaseHeaders();
  const server = createServer((request, response) => {
    if (request.url === '/page') response.setHeader('content-security-policy', "default-src 'self'");
    response.writeHead(request.url === '/broken' ? 500 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const headersOf = async (path: string) => {
    const { port } = server.address() as AddressInfo;
    return Object.fromEntries((await fetch(`http://127.0.0.1:${port}${path}`)).headers);
  };
  const common = {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  };
  const unkept = { 'cache-control': 'private, no-store' };
  const none = "default-src 'none'; frame-ancestors 'none'";
  expect(await headersOf('/broken')).toMatchObject({ ...common, ...unkept, 'content-security-policy': none });
  expect((await headersOf('/icon.svg?v=1'))['cache-control']).toBeUndefined();
  expect(await headersOf('/page')).toMatchObject({ ...common, 'content-security-policy': "default-src 'self'" });
  await new Promise((resolve) => server.close(resolve));
});
