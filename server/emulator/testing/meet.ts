import { vi } from 'vitest';
import type { TestApi } from './api-client.ts';

/** What a caller met. status null: the connection was cut, or the call hung until it was given up. */
export type Met = { status: number | null; text: string; headers: Headers; isHung: boolean; tookMs: number };

/** One call with a token of its own, because some faults end it. Gives up once the journal says that the call hangs. */
export async function meet({ url, emulator }: TestApi, method: string, path: string, body?: unknown): Promise<Met> {
  const startedMs = performance.now();
  const since = emulator.journal.read({}).at(-1)?.seq ?? 0;
  const patience = new AbortController();
  const asked = fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${emulator.tokens.issue(null)}`,
      connection: 'close',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
    signal: patience.signal,
  })
    .then(async (answer) => ({ status: answer.status, headers: answer.headers, text: await answer.text() }))
    .catch(() => ({ status: null, headers: new Headers(), text: '' }));
  const hung = vi.waitUntil(() => emulator.journal.read({ since }).some(({ outcome }) => outcome === 'hung'));
  const isHung = await Promise.race([asked.then(() => false), hung.catch(() => false)]);
  if (isHung) patience.abort();
  return { ...(await asked), isHung, tookMs: performance.now() - startedMs };
}
