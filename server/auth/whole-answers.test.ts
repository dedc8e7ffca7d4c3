import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendAnswersWhole } from './whole-answers.ts';

const list = JSON.stringify({ items: Array.from({ length: 50 }, (_, id) => ({ id, name: `Zoë ${id}` })) });
let server: http.Server;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  sendAnswersWhole();
  // What Next puts around every answer.
  const compress = createRequire(import.meta.url)('next/dist/compiled/compression')();
  server = http.createServer((request, response) => compress(request, response, () => answer(response)));
  server.listen(0, 'localhost');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** As Next sends what a handler answers: the head at once, each piece by itself, then the end. */
const stream =
  (pieces: string[], type = 'application/json') =>
  (response: ServerResponse) => {
    response.statusCode = 201;
    response.setHeader('content-type', type);
    response.flushHeaders();
    for (const piece of pieces) response.write(Buffer.from(piece));
    response.end();
  };

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

async function ask(
  path: string,
  { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {},
): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const request = http.request({ host: 'localhost', port, path, method, headers }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const body = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers, body };
}

const gzip = { headers: { 'accept-encoding': 'br, gzip' } };

test('a list leaves compressed in one piece, and says how long it is and for whom', async () => {
  answer = stream([list.slice(0, 900), list.slice(900)]);
  const { status, headers, body } = await ask('/api/people?q=x', gzip);
  expect(status).toBe(201);
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(body.length) });
  expect(headers.vary).toMatch(/accept-encoding/i);
  expect(headers['transfer-encoding']).toBeUndefined();
  expect(gunzipSync(body).toString()).toBe(list);
});

test.each<Record<string, string>>([{}, { 'accept-encoding': 'gzip;q=0' }, { 'accept-encoding': 'identity' }])(
  'whoever does not take gzip (%o) gets it as it is',
  async (headers) => {
    answer = stream([list]);
    const whole = await ask('/api/people', { headers });
    expect(whole.headers['content-encoding']).toBeUndefined();
    expect(whole.headers['content-length']).toBe(String(Buffer.byteLength(list)));
    expect(whole.body.toString()).toBe(list);
  },
);

test('what is short, has no body, or is ended at once is left as it is', async () => {
  answer = stream(['{"count":7}']);
  expect((await ask('/api/people/count', gzip)).headers['content-encoding']).toBeUndefined();
  answer = (response) => response.writeHead(204, { 'x-kind': 'none' }).end();
  expect(await ask('/api/people', gzip)).toMatchObject({ status: 204, headers: { 'x-kind': 'none' } });
  answer = (response) => {
    response.setHeader('content-type', 'application/json');
    response.writeHead(409, { 'x-kind': 'refused' });
    response.end('{"reason":"Zoë"}');
  };
  const refused = await ask('/api/people', gzip);
  expect(refused).toMatchObject({ status: 409, headers: { 'x-kind': 'refused' } });
  expect(refused.body.toString()).toBe('{"reason":"Zoë"}');
  answer = (response) => {
    response.setHeader('content-type', 'application/json');
    response.end();
  };
  expect(await ask('/api/people', { ...gzip, method: 'HEAD' })).toMatchObject({ status: 200, body: Buffer.alloc(0) });
});

test('what is not JSON, and every export, goes out as it comes', async () => {
  const slowly = (type: string) => (response: ServerResponse) => {
    response.setHeader('content-type', type);
    response.flushHeaders();
    response.write(list);
    setImmediate(() => response.end(list));
  };
  answer = slowly('application/json');
  const exported = await ask('/api/exports/1', gzip);
  expect(exported.headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
  expect(gunzipSync(exported.body).toString()).toBe(list + list);
  answer = slowly('text/csv');
  const csv = await ask('/api/activity', gzip);
  expect(csv.headers['transfer-encoding']).toBe('chunked');
  expect(csv.body.toString()).toBe(list + list);
});
