import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doorWith, grantBody, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
let patience: AbortController;
beforeAll(async () => {
  test = await startTestApi();
});
beforeEach(() => {
  test.emulator.reset({});
  patience = new AbortController();
});
afterAll(() => test.close());

const hourMs = 3_600_000;
const journal = () => test.emulator.journal;

/** Asks until it has an answer or `patience` ends. */
function ask(body?: unknown): Promise<number | null> {
  return fetch(`${test.url}/access/sdk${body ? '/v2/users' : '/v1/buildings'}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${test.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: patience.signal,
  })
    .then(({ status }) => status)
    .catch(() => null);
}

const grant = () => grantBody({ doorUuids: [doorWith(test)] });
const isGranted = () => test.emulator.world.userByEmail('nora@example.com') !== undefined;

/** How many calls another one is among, which no rule touches. */
async function countAtOnce(): Promise<number> {
  journal().clear();
  await test.api('GET', '/v1/doors?pageSize=1');
  return journal().readTotals().maxConcurrent;
}

describe('a call whose caller goes', () => {
  it.each([
    [{ type: 'hang' }, 'hung'],
    [{ type: 'hang', afterCommit: true }, 'hung'],
    [{ type: 'late_commit', afterMs: hourMs, answer: 'hang' }, 'hung'],
    [{ type: 'drip', chunkBytes: 1, everyMs: hourMs }, 'answered'],
    [{ type: 'delay', beforeMs: hourMs }, 'given_up'],
    [{ type: 'delay', afterMs: hourMs }, 'given_up'],
  ])('is one of those at once no longer, and its entry is complete: %j', async (effect, outcome) => {
    await test.fault({ match: { path: '/v1/buildings' }, effect });
    const asked: Promise<unknown>[] = [];
    for (const begun of [1, 2, 3]) {
      asked.push(ask());
      await expect.poll(() => journal().read({}).length).toBe(begun);
    }
    expect(journal().readTotals().maxConcurrent).toBe(3);
    const [first] = journal().read({});
    if (outcome !== 'given_up') await expect.poll(() => first?.outcome).toBe(outcome);
    if (outcome !== 'answered') expect(first?.durationMs).toBe(null);
    patience.abort();
    await Promise.all(asked);
    await expect.poll(() => first).toMatchObject({ outcome, durationMs: expect.any(Number) });
    await expect.poll(countAtOnce).toBe(1);
  });

  it('while it waited to hang is let go too', async () => {
    await test.fault({ match: { path: '/v2/users' }, effect: { type: 'delay', beforeMs: 150 } });
    await test.fault({ match: { path: '/v2/users' }, effect: { type: 'hang', afterCommit: true } });
    const asked = ask(grant());
    await expect.poll(() => journal().read({}).length).toBe(1);
    patience.abort();
    await asked;
    const [entry] = journal().read({});
    await expect.poll(() => entry?.outcome).toBe('given_up');
    // Giving up takes nothing back.
    await expect.poll(isGranted).toBe(true);
    expect(entry).toMatchObject({ outcome: 'given_up', status: null, applied: [{ what: 'user.created' }, {}] });
    expect(await countAtOnce()).toBe(1);
  });
});

describe('a call that breaks off', () => {
  it('before all of its body came is given up, and nothing is done', async () => {
    const body = JSON.stringify(grant());
    const socket = connect(test.port, '127.0.0.1');
    socket.write(`POST /access/sdk/v2/users HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${test.token}\r\n`);
    socket.write(`content-length: ${body.length}\r\n\r\n${body.slice(0, -1)}`, () => socket.destroy());
    await once(socket, 'close');
    await expect.poll(() => journal().read({})).toMatchObject([{ outcome: 'given_up', status: null, applied: [] }]);
    expect(isGranted()).toBe(false);
    expect(await countAtOnce()).toBe(1);
  });
});

describe('a call that waits while its world is replaced', () => {
  it('is cut, and not done to the new one', async () => {
    await test.fault({ match: { path: '/v2/users' }, effect: { type: 'delay', beforeMs: hourMs } });
    const asked = ask(grant());
    await expect.poll(() => journal().read({}).length).toBe(1);
    await test.control('POST', '/reset');
    expect(await asked).toBe(null);
    expect(isGranted()).toBe(false);
    expect(await countAtOnce()).toBe(1);
  });
});
