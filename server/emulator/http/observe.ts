import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Emulator } from '../emulator.ts';
import type { Observed } from '../faults/match.ts';
import { limits } from '../limits.ts';

export type HttpContext = Context<{ Bindings: HttpBindings }>;

/** A call as it came in. `bodyState` says why there is no body although one was sent. */
export type Incoming = Observed & {
  token: string | null;
  requestId: string;
  header(name: string): string | undefined;
  bodyState: BodyState;
};
/** cut: the caller went before all of it was here. */
type BodyState = 'fine' | 'broken' | 'too_large' | 'cut';

export async function observe(emulator: Emulator, c: HttpContext): Promise<Incoming> {
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
  const { body, bodyState } = await readBody(c);
  return {
    method: c.req.method,
    path: c.req.path,
    params: c.req.param(),
    query: c.req.query(),
    header: (name) => c.req.header(name),
    body,
    bodyState,
    token,
    tokenId: token === null ? null : emulator.tokens.idOf(token),
    requestId: c.req.header('x-request-id') ?? randomUUID(),
    nowMs: emulator.clock.nowMs(),
  };
}

async function readBody(c: HttpContext): Promise<{ body: unknown; bodyState: BodyState }> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return { body: undefined, bodyState: 'fine' };
  const { text, bodyState } = await readText(c);
  if (bodyState !== 'fine') return { body: undefined, bodyState };
  if (text === '') return { body: undefined, bodyState: 'fine' };
  try {
    return { body: JSON.parse(text), bodyState: 'fine' };
  } catch {
    return { body: undefined, bodyState: 'broken' };
  }
}

/** Too large a one is read to its end all the same, keeping nothing, so that the caller is there to hear the answer. */
async function readText(c: HttpContext): Promise<{ text: string; bodyState: BodyState }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of c.env.incoming) {
      bytes += chunk.length;
      if (bytes <= limits.bodyBytes) chunks.push(chunk);
    }
  } catch {
    return { text: '', bodyState: 'cut' };
  }
  return { text: Buffer.concat(chunks).toString(), bodyState: bytes > limits.bodyBytes ? 'too_large' : 'fine' };
}
