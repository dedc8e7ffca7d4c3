import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Answer } from '../contract/route.ts';
import { type Effect, effectOf } from '../faults/effects.ts';
import type { HttpContext } from './observe.ts';

/** Writes an answer straight to the socket, which transport faults need and which is faster than a Response. */
export async function deliver(c: HttpContext, answer: Answer, effects: Effect[]): Promise<Response> {
  const { outgoing } = c.env;
  if (outgoing.destroyed) return RESPONSE_ALREADY_SENT;
  const headers = { ...answer.headers };
  const bytes = bytesOf(answer);
  if (bytes) headers['content-type'] ??= 'application/json; charset=utf-8';
  if (effects.some(({ type }) => transportEffects.has(type))) {
    await writeFaultily(outgoing, answer.status, headers, bytes ?? Buffer.alloc(0), effects);
  } else {
    const body = answer.status === 204 || answer.status === 304 ? null : bytes;
    outgoing.writeHead(answer.status, body ? { ...headers, 'content-length': body.length } : headers);
    outgoing.end(body);
  }
  return RESPONSE_ALREADY_SENT;
}

function bytesOf({ text, json, body }: Answer): Buffer | null {
  if (json) return json;
  const written = text ?? (body === undefined ? null : JSON.stringify(body));
  return written === null ? null : Buffer.from(written);
}

const transportEffects = new Set<Effect['type']>(['drip', 'truncate', 'wrong_length', 'corrupt_body']);

/** Cuts the connection with a TCP reset. */
export function reset(c: HttpContext): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Says nothing until the caller gives up. */
export async function hang(c: HttpContext): Promise<Response> {
  await waitWithCaller(c.env.outgoing);
  return RESPONSE_ALREADY_SENT;
}

/** Waits as long as the caller does, and no longer than `delayMs`. */
export function waitWithCaller(outgoing: ServerResponse, delayMs?: number): Promise<void> {
  if (outgoing.destroyed || delayMs === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      outgoing.off('close', end);
      resolve();
    };
    const timer = delayMs === undefined ? undefined : setTimeout(end, delayMs);
    outgoing.once('close', end);
  });
}

async function writeFaultily(
  outgoing: ServerResponse,
  status: number,
  headers: Record<string, string>,
  whole: Buffer,
  effects: Effect[],
): Promise<void> {
  const isBroken = effectOf(effects, 'corrupt_body')?.as === 'broken_gzip';
  const bytes = isBroken ? gzipSync(whole).fill(0, 12) : whole;
  const declared = bytes.length + (effectOf(effects, 'wrong_length')?.by ?? 0);
  outgoing.strictContentLength = false;
  outgoing.writeHead(status, {
    ...headers,
    ...(isBroken ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(Math.max(0, declared)),
  });
  const truncate = effectOf(effects, 'truncate');
  const drip = effectOf(effects, 'drip');
  await writeSlowly(outgoing, truncate ? bytes.subarray(0, truncate.bytes) : bytes, drip);
  // Bytes promised but never sent: only the end of the connection can say so.
  if (truncate || declared > bytes.length) outgoing.destroy();
  else outgoing.end();
}

async function writeSlowly(
  outgoing: ServerResponse,
  bytes: Buffer,
  drip: { chunkBytes: number; everyMs: number } | undefined,
): Promise<void> {
  const chunkBytes = drip?.chunkBytes ?? Math.max(1, bytes.length);
  for (let start = 0; start < bytes.length && !outgoing.destroyed; start += chunkBytes) {
    await new Promise((resolve) => outgoing.write(bytes.subarray(start, start + chunkBytes), resolve));
    if (drip) await waitWithCaller(outgoing, drip.everyMs);
  }
}
