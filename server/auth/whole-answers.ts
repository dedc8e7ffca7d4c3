import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { onRequest } from './on-request.ts';

/** What is shorter gains nothing. */
const worthwhileBytes = 1024;
/** A list of fifty is 6 % longer than at the usual level, for two thirds of the work. */
const gzipLevel = 1;

/**
 * JSON is made in one piece, and leaves in one: held back to its end, compressed at once, its length said. Next streams
 * whatever a handler answers, through a stream that compresses, and sends head, body and end apart: that costs more
 * than to find what a list shows. What is not JSON goes out as it comes. Call once at start.
 */
export function sendAnswersWhole(): void {
  onRequest((request, response) => {
    if (!isAnswer(request.url ?? '')) return;
    const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
    // Or Next compresses it as well.
    delete request.headers['accept-encoding'];
    holdBack(response, takesGzip);
  });
}

/** What streams may be long: it is compressed as it comes. */
const isAnswer = (address: string): boolean => address.startsWith('/api/') && !address.startsWith('/api/exports/');

/** Whoever wraps these methods after us goes on calling ours. */
function holdBack(response: ServerResponse, takesGzip: boolean): void {
  const { write, end, writeHead, flushHeaders } = response;
  const pieces: Buffer[] = [];
  let head: unknown[] | null = null;
  let isHeld = true;
  const call = (method: (...args: never[]) => unknown, args: unknown[]) => Reflect.apply(method, response, args);
  const letGo = (): void => {
    isHeld = false;
    if (head && !response.headersSent) call(writeHead, head);
  };
  Object.assign(response, {
    writeHead(...args: unknown[]) {
      if (!isHeld) return call(writeHead, args);
      head = args;
      return response;
    },
    flushHeaders() {
      if (!isHeld) call(flushHeaders, []);
    },
    write(...args: unknown[]) {
      const piece = isHeld && isJson(response) ? toBuffer(args) : null;
      if (piece) {
        pieces.push(piece);
        return true;
      }
      if (isHeld) letGo();
      return call(write, args);
    },
    end(...args: unknown[]) {
      if (!isHeld) return call(end, args);
      const last = toBuffer(args);
      if (last) pieces.push(last);
      if (pieces.length === 0) {
        letGo();
        return call(end, args);
      }
      const body = squeeze(Buffer.concat(pieces), response, takesGzip);
      response.setHeader('content-length', body.length);
      letGo();
      return call(end, [body, ...args.filter((given) => typeof given === 'function')]);
    },
  });
}

function squeeze(body: Buffer, response: ServerResponse, takesGzip: boolean): Buffer {
  if (!takesGzip || body.length < worthwhileBytes || !isJson(response)) return body;
  response.setHeader('content-encoding', 'gzip');
  return gzipSync(body, { level: gzipLevel });
}

const isJson = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type')).startsWith('application/json');

/** The first of what `write` and `end` are given, where it is something to write. */
function toBuffer([chunk, encoding]: unknown[]): Buffer | null {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk !== 'string') return null;
  return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8');
}
