import http from 'node:http';
import https from 'node:https';
import type { Timeouts } from './types.ts';

/** `fresh` opens a connection of its own: a kept one may die just as a request leaves, and then nobody knows. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body: string | null;
  fresh: boolean;
  signal?: AbortSignal;
};

export type HttpAnswer = {
  kind: 'answer';
  status: number;
  retryAfter: string | null;
  date: string | null;
  body: string;
};

/** `sent` false: not one byte of the request can have reached the other side, so it cannot have had an effect. */
type HttpFailure = { kind: 'failure'; sent: boolean; reason: TransportFault };
export type Exchange = HttpAnswer | HttpFailure;

export type TransportFault =
  | 'connect_failed'
  | 'connect_timeout'
  | 'headers_timeout'
  | 'total_timeout'
  | 'reset'
  | 'too_large'
  | 'aborted';

const keepAlive = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
const defaultMaxBodyBytes = 32 * 1024 * 1024;

/**
 * One HTTP exchange. Never throws, repeats or follows a redirect: a 3xx is an answer like any other, so the token goes
 * nowhere else. node:http rather than fetch, because only here can one know whether bytes left.
 */
export function exchange(
  request: HttpRequest,
  timeouts: Pick<Timeouts, 'connectMs' | 'headersMs' | 'totalMs'>,
  maxBodyBytes = defaultMaxBodyBytes,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const outgoing = open(request);
    let sent = false;

    const settle = (result: Exchange) => {
      clearTimeout(phaseTimer);
      clearTimeout(totalTimer);
      request.signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const fail = (reason: TransportFault) => {
      settle({ kind: 'failure', sent, reason });
      outgoing.destroy();
    };
    const onAbort = () => fail('aborted');
    const onConnected = () => {
      sent = true;
      clearTimeout(phaseTimer);
      phaseTimer = setTimeout(fail, timeouts.headersMs, 'headers_timeout');
    };

    let phaseTimer = setTimeout(fail, timeouts.connectMs, 'connect_timeout');
    const totalTimer = setTimeout(fail, timeouts.totalMs, 'total_timeout');
    outgoing.on('error', () => fail(sent ? 'reset' : 'connect_failed'));
    outgoing.on('socket', (socket) => {
      if (outgoing.reusedSocket) onConnected();
      else socket.once(request.url.protocol === 'https:' ? 'secureConnect' : 'connect', onConnected);
    });
    outgoing.on('response', (incoming) => {
      clearTimeout(phaseTimer);
      readBody(incoming, maxBodyBytes).then(
        (body) => (body === null ? fail('too_large') : settle(toAnswer(incoming, body))),
        () => fail('reset'),
      );
    });
    if (request.signal?.aborted) return fail('aborted');
    request.signal?.addEventListener('abort', onAbort, { once: true });
    outgoing.end(request.body ?? undefined);
  });
}

function open({ url, method, headers, fresh }: HttpRequest): http.ClientRequest {
  const isTls = url.protocol === 'https:';
  const agent = fresh ? false : keepAlive[isTls ? 'https' : 'http'];
  return (isTls ? https : http).request(url, { method, headers, agent });
}

/** Null when it is longer than allowed. */
async function readBody(incoming: AsyncIterable<Buffer>, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const toAnswer = (incoming: http.IncomingMessage, body: string): HttpAnswer => ({
  kind: 'answer',
  status: incoming.statusCode ?? 0,
  retryAfter: incoming.headers['retry-after'] ?? null,
  date: incoming.headers.date ?? null,
  body,
});
