import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { exchange, type HttpRequest } from './transport.ts';

const timeouts = { connectMs: 200, headersMs: 200, totalMs: 400 };
const request: HttpRequest = { method: 'POST', url: new URL('http://x/'), headers: {}, body: '{}', fresh: true };

/** Made for this test and trusted by nobody: for localhost, signed by itself, good for a hundred years. */
const selfSignedFixture = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcSX7nl1BCrJUrnki
KRnV77j0nDyjTzWHawFK/UD5MuihRANCAATLIenwGuFxbFFIfQkBUS74HxkDeuaE
q4eUtuqzQ9fowpgU3ZdRwvw+H6eMvVWM8//YPG8BafJYlfFdkgV0OFBv
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUKg2TpiQV4iS1CkDVPmceYMFYslowCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjEyNTYwMFoYDzIxMjYxMTAy
MTI1NjAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATLIenwGuFxbFFIfQkBUS74HxkDeuaEq4eUtuqzQ9fowpgU3ZdRwvw+
H6eMvVWM8//YPG8BafJYlfFdkgV0OFBvo28wbTAdBgNVHQ4EFgQUGY3RrPRWEXfM
2bexpzDmI7RQxdUwHwYDVR0jBBgwFoAUGY3RrPRWEXfM2bexpzDmI7RQxdUwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhANtR25eY7ln0UXYu2K+gr1mvOManJI3cwR5kyfojKMuhAiEA
rvGmXCotf3Td9fhqMELaHagdFtfQG5i9u06FFzDE/jo=
-----END CERTIFICATE-----`,
};

const servers: net.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of raw bytes: what it does with a connection, and once the request's bytes arrived. */
async function listen(onRequest: (socket: net.Socket) => void, onConnection?: (socket: net.Socket) => void) {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection?.(socket);
    socket.on('data', () => onRequest(socket));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const head = (length: number | string) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;
const send = (address: string, changes: Partial<HttpRequest> = {}, maxBodyBytes?: number) =>
  exchange({ ...request, url: new URL(`http://${address}/`), ...changes }, timeouts, maxBodyBytes);

describe('faults before any byte left', () => {
  it('a refused connection', async () => {
    const address = await listen(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect(await send(address)).toEqual({ kind: 'failure', sent: false, reason: 'connect_failed' });
  });

  it('a name that does not exist', async () => {
    expect(await send('openkit.invalid')).toEqual({ kind: 'failure', sent: false, reason: 'connect_failed' });
  });

  it('a TLS handshake that fails', async () => {
    const address = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const url = new URL(`https://${address}/`);
    expect(await exchange({ ...request, url }, timeouts)).toMatchObject({ sent: false, reason: 'connect_failed' });
  });

  it('a certificate that nobody vouches for: not even the request leaves', async () => {
    let requests = 0;
    const server = https.createServer(selfSignedFixture, (_, response) => {
      requests += 1;
      response.end('{}');
    });
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = new URL(`https://localhost:${(server.address() as AddressInfo).port}/`);
    const patient = { connectMs: 5000, headersMs: 5000, totalMs: 5000 };
    for (const fresh of [true, false]) {
      const answer = await exchange({ ...request, url, fresh }, patient);
      expect(answer).toEqual({ kind: 'failure', sent: false, reason: 'connect_failed' });
    }
    expect(requests).toBe(0);
  });

  it('a TLS handshake that never ends', async () => {
    const address = await listen(() => undefined);
    const url = new URL(`https://${address}/`);
    expect(await exchange({ ...request, url }, timeouts)).toMatchObject({ sent: false, reason: 'connect_timeout' });
  });

  it('a caller who had given up already', async () => {
    const address = await listen((socket) => socket.end(head(0)));
    expect(await send(address, { signal: AbortSignal.abort() })).toMatchObject({ sent: false, reason: 'aborted' });
  });
});

describe('faults after which nobody knows', () => {
  it.each<[string, (socket: net.Socket) => void, string]>([
    ['no answer', () => undefined, 'headers_timeout'],
    ['a reset', (socket) => socket.resetAndDestroy(), 'reset'],
    ['a close without an answer', (socket) => socket.end(), 'reset'],
    ['bytes that are no HTTP', (socket) => socket.end('hello\r\n\r\n'), 'reset'],
    ['a body cut short', (socket) => socket.end(`${head(100)}{"uuid":`), 'reset'],
    ['a body that stops', (socket) => socket.write(`${head(100)}{"uuid":`), 'total_timeout'],
    ['a body larger than allowed', (socket) => socket.write(`${head(2000)}${'x'.repeat(2000)}`), 'too_large'],
  ])('%s', async (_, onRequest, reason) => {
    const address = await listen(onRequest);
    expect(await send(address, {}, 1000)).toEqual({ kind: 'failure', sent: true, reason });
  });

  it('bytes that trickle for ever do not outlast the total time', async () => {
    const address = await listen((socket) => {
      socket.write(head(100_000));
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await send(address)).toEqual({ kind: 'failure', sent: true, reason: 'total_timeout' });
  });

  it('a caller who gives up in the middle', async () => {
    const abort = new AbortController();
    const address = await listen(() => abort.abort());
    expect(await send(address, { signal: abort.signal })).toEqual({ kind: 'failure', sent: true, reason: 'aborted' });
  });
});

describe('answers', () => {
  it('hands over status, body and the two headers that matter', async () => {
    const address = await listen((socket) =>
      socket.end(
        'HTTP/1.1 429 Slow\r\nretry-after: 7\r\ndate: Mon, 23 Nov 2026 07:00:00 GMT\r\ncontent-length: 2\r\n\r\n{}',
      ),
    );
    expect(await send(address)).toEqual({
      kind: 'answer',
      status: 429,
      retryAfter: '7',
      date: 'Mon, 23 Nov 2026 07:00:00 GMT',
      body: '{}',
    });
  });

  it('does not follow a redirect, so the token goes nowhere else', async () => {
    let strangers = 0;
    const elsewhere = await listen((socket) => {
      strangers += 1;
      socket.end(head(0));
    });
    const address = await listen((socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nlocation: http://${elsewhere}/\r\ncontent-length: 0\r\n\r\n`),
    );
    expect(await send(address, { method: 'GET', body: null, fresh: false })).toMatchObject({
      kind: 'answer',
      status: 302,
    });
    expect(strangers).toBe(0);
  });

  it('writes open a connection of their own, reads share one', async () => {
    let connections = 0;
    const address = await listen(
      (socket) => socket.write(head(0)),
      () => {
        connections += 1;
      },
    );
    const read = { method: 'GET', body: null, fresh: false } as const;
    await send(address, read);
    await send(address, read);
    expect(connections).toBe(1);
    await send(address);
    await send(address);
    expect(connections).toBe(3);
  });
});
