import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { failureOf, fetchJson, RequestError } from './fetch-json.ts';

const schema = async () => z.object({ count: z.number() });
const signal = new AbortController().signal;

afterEach(() => vi.unstubAllGlobals());

/** What the network gives; everything of ours runs as it is. */
const networkGives = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer());

async function failureFrom(): Promise<unknown> {
  const error = await fetchJson('/api/x', schema, signal).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RequestError);
  return error instanceof RequestError ? error.failure : null;
}

test('an answer of the right shape is given back', async () => {
  networkGives(() => Response.json({ count: 3 }));
  expect(await fetchJson('/api/x', schema, signal)).toEqual({ count: 3 });
});

test('a failure told by a handler arrives whole', async () => {
  const failure = { code: 'refused', field: 'end', params: { reason: 'end_past', max: 3 }, requestId: 'r-1' };
  networkGives(() => Response.json({ error: failure }, { status: 422 }));
  expect(await failureFrom()).toEqual(failure);
});

test('an answer of another shape is a failure, not data', async () => {
  networkGives(() => Response.json({ count: 'many' }, { headers: { 'x-request-id': 'r-2' } }));
  expect(await failureFrom()).toEqual({ code: 'unavailable', params: {}, requestId: 'r-2' });
});

test('an error page of something in between is told as unavailable', async () => {
  networkGives(() => new Response('<html>Bad gateway</html>', { status: 502 }));
  expect(await failureFrom()).toMatchObject({ code: 'unavailable' });
});

test('401 without words means the session ended', async () => {
  networkGives(() => new Response('', { status: 401 }));
  expect(await failureFrom()).toMatchObject({ code: 'step_up' });
});

test('no network is told as being offline', async () => {
  networkGives(() => {
    throw new TypeError('Failed to fetch');
  });
  expect(await failureFrom()).toMatchObject({ params: { reason: 'offline' } });
});

test('an aborted request stays an abort', async () => {
  const aborted = AbortSignal.abort();
  networkGives(() => aborted.throwIfAborted() ?? Response.json({}));
  await expect(fetchJson('/api/x', schema, aborted)).rejects.toHaveProperty('name', 'AbortError');
});

test('whatever else was thrown gets a failure without inventing a request id', () => {
  expect(failureOf(new Error('x'))).toEqual({ code: 'unavailable', params: {}, requestId: '' });
});
