import http from 'node:http';
import type { AddressInfo } from 'node:net';

type Received = {
  method: string;
  path: string;
  query: URLSearchParams;
  token: string | null;
  body: unknown;
  atMs: number;
};

/** Answers one request; `nth` counts the requests with this method and path, from 1. */
export type Script = (request: Received, response: http.ServerResponse, nth: number) => void;

/**
 * An upstream that does exactly what a test says, down to the bytes: for faults the emulator is too well-behaved to
 * make. Unless scripted, `POST /v1/oauth/token` hands out `token-1`, `token-2` …
 */
export async function startScriptedUpstream(script: Script) {
  const received: Received[] = [];
  const server = http.createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const url = new URL(incoming.url ?? '/', 'http://upstream');
    const text = Buffer.concat(chunks).toString();
    const request: Received = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      token: incoming.headers.authorization?.replace('Bearer ', '') ?? null,
      body: text === '' ? undefined : JSON.parse(text),
      atMs: performance.now(),
    };
    received.push(request);
    script(request, response, countOf(received, request));
    if (!response.headersSent && request.path === tokenPath && !response.destroyed) {
      answer(response, 200, { access_token: `token-${countOf(received, request)}`, expires_in: 86_400 });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    calls: () => received.filter((request) => request.path !== tokenPath),
    tokenFetches: () => received.filter((request) => request.path === tokenPath).length,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ScriptedUpstream = Awaited<ReturnType<typeof startScriptedUpstream>>;

export const tokenPath = '/v1/oauth/token';

/** Sends a whole JSON answer; `body` undefined sends none. */
export function answer(response: http.ServerResponse, status: number, body?: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

const countOf = (received: Received[], { method, path }: Received): number =>
  received.filter((earlier) => earlier.method === method && earlier.path === path).length;
