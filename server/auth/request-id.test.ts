import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createLog } from '#server/log';
import { logBrokenPage, requestIdOf, tagRequests } from './request-id.ts';

vi.stubEnv('LOG_LEVEL', 'info');
const lines: string[] = [];
const to = createLog({ write: (line) => lines.push(line) });

test('the id of a request is ours, whatever the client sent, and the log has it for what was not there', async () => {
  tagRequests(to);
  const server = createServer((request, response) => {
    response.statusCode = 404;
    response.end(String(request.headers['x-gatehouse-request'] + String(request.headers['x-return-path'] ?? '')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    headers: { 'x-gatehouse-request': 'mine', 'x-return-path': '/elsewhere' },
  });
  const shown = await answer.text();
  expect(shown).toMatch(/^[0-9a-f-]{36}$/);
  expect(requestIdOf(new Headers({ 'x-gatehouse-request': shown }))).toBe(shown);
  expect(lines.join('')).toContain(shown);
  server.close();
});

test('a page that broke is logged under the digest it shows, without what was asked', () => {
  const request = {
    method: 'GET',
    path: '/people?q=canary',
    headers: { 'x-gatehouse-request': 'the-id', cookie: 'canary' },
  };
  logBrokenPage(Object.assign(new Error('broken'), { digest: '1234567' }), { request, route: '/people' }, to);
  const line = JSON.parse(lines.at(-1) ?? '');
  expect(line).toMatchObject({ digest: '1234567', requestId: 'the-id', route: '/people', err: { message: 'broken' } });
  expect(lines.at(-1)).not.toContain('canary');
});
