import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Emulator } from '../emulator.ts';
import type { Observed } from '../faults/match.ts';

export type HttpContext = Context<{ Bindings: HttpBindings }>;

/** A call as it came in. `isBodyBroken`: there was a body and it is no JSON. */
export type Incoming = Observed & { token: string | null; requestId: string; isBodyBroken: boolean };

const bodyLimitBytes = 1_000_000;

export async function observe(emulator: Emulator, c: HttpContext): Promise<Incoming> {
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
  const { body, isBodyBroken } = await readBody(c);
  return {
    method: c.req.method,
    path: c.req.path,
    params: c.req.param(),
    query: c.req.query(),
    body,
    isBodyBroken,
    token,
    tokenId: token === null ? null : emulator.tokens.idOf(token),
    requestId: c.req.header('x-request-id') ?? randomUUID(),
    nowMs: emulator.clock.nowMs(),
  };
}

async function readBody(c: HttpContext): Promise<{ body: unknown; isBodyBroken: boolean }> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return { body: undefined, isBodyBroken: false };
  const text = await c.req.text();
  if (text === '') return { body: undefined, isBodyBroken: false };
  if (text.length > bodyLimitBytes) return { body: undefined, isBodyBroken: true };
  try {
    return { body: JSON.parse(text), isBodyBroken: false };
  } catch {
    return { body: undefined, isBodyBroken: true };
  }
}
