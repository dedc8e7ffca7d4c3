import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { clientSecret, context, openClient } from './testing/open-client.ts';
import {
  answer,
  type Script,
  type ScriptedUpstream,
  startScriptedUpstream,
  tokenPath,
} from './testing/scripted-upstream.ts';

let database: TestDatabase;
let pools: Db[];
let upstream: ScriptedUpstream | null;

beforeEach(async () => {
  database = await createTestDatabase();
  pools = [];
  upstream = null;
});
afterEach(async () => {
  await upstream?.close();
  await Promise.all(pools.map((pool) => pool.$client.end()));
  await database.drop();
});

/** A client with a pool of its own, as another process would have. */
function openProcess(...[changes]: [Parameters<typeof openClient>[2]?]) {
  const db = createDb(database.url);
  pools.push(db);
  return openClient(db, upstream?.url ?? '', changes).openkit;
}

const unauthorized = { message: 'UNAUTHORIZED' };

/** An upstream whose doors open to some tokens only; others get `status`. */
async function startDoors(isAccepted: (token: string | null) => boolean, status = 401, rest: Script = () => undefined) {
  upstream = await startScriptedUpstream((request, response, nth) => {
    if (request.path === '/v1/doors') {
      if (isAccepted(request.token)) answer(response, 200, { doors: [] });
      else answer(response, status, status === 401 ? unauthorized : undefined);
    }
    rest(request, response, nth);
  });
  return upstream;
}

const manyReads = (openkit: ReturnType<typeof openProcess>, count = 10) =>
  Promise.all(Array.from({ length: count }, () => openkit.listDoors(context(), null)));

describe('one token for all', () => {
  it('is fetched once for ten waiting calls in each of two processes', async () => {
    const { tokenFetches, calls } = await startDoors(() => true);
    await Promise.all([manyReads(openProcess()), manyReads(openProcess())]);
    expect(tokenFetches()).toBe(1);
    expect(calls().map((call) => call.token)).toEqual(Array(20).fill('token-1'));
  });

  it('is asked for as documented', async () => {
    const { received } = await startDoors(() => true);
    await openProcess().listDoors(context(), null);
    expect(received[0]).toMatchObject({
      method: 'POST',
      path: tokenPath,
      body: {
        client_id: 'sandbox-client',
        client_secret: clientSecret,
        audience: 'https://rest.latchaccess.com/access/sdk',
        grant_type: 'client_credentials',
      },
    });
  });

  it('lies in the database sealed', async () => {
    await startDoors(() => true);
    await openProcess().listDoors(context(), null);
    const [pool] = pools;
    const { rows } = (await pool?.$client.query('select * from upstream_token')) ?? { rows: [] };
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('token-1');
    expect(Buffer.from(String(rows[0].sealed), 'base64').toString('latin1')).not.toContain('token-1');
  });

  it.each([
    [{ expires_in: 1000 }, 800],
    [{ expires_in: '1000' }, 800],
    [{}, 12 * 3600],
    [{ expires_in: null }, 12 * 3600],
    [{ expires_in: -1 }, 12 * 3600],
    [{ expires_in: 1e12 }, 12 * 3600],
  ])('with %j is renewed when 80 % of its life, or 12 hours, are over', async (lifetime, seconds) => {
    await startDoors(
      () => true,
      401,
      (request, response) => {
        if (request.path === tokenPath) answer(response, 200, { access_token: 'token-1', ...lifetime });
      },
    );
    const openkit = openProcess();
    await openkit.listDoors(context(), null);
    const { fetchedAt, renewAt } = (await openkit.status()).token;
    expect(Math.round((Date.parse(renewAt ?? '') - Date.parse(fetchedAt ?? '')) / 1000)).toBe(seconds);
  });

  it('is fetched again when the row says it is due, by a process that starts then', async () => {
    const { tokenFetches } = await startDoors(() => true);
    await openProcess().listDoors(context(), null);
    await pools[0]?.$client.query(`update upstream_token set renew_at = now() - interval '1 second'`);
    await openProcess().listDoors(context(), null);
    expect(tokenFetches()).toBe(2);
  });

  it('is found at the newer path where the documented one is missing', async () => {
    const { received } = await startDoors(
      (token) => token === 'newer',
      401,
      (request, response) => {
        if (request.path === tokenPath) answer(response, 404);
        if (request.path === '/oauth/token') answer(response, 200, { access_token: 'newer' });
      },
    );
    expect(await openProcess().listDoors(context(), null)).toMatchObject({ items: [] });
    expect(received.map((request) => request.path)).toEqual([tokenPath, '/oauth/token', '/v1/doors']);
  });
});

describe.each([401, 403])('an expired token that is answered with %i', (status) => {
  it('is renewed once for ten calls in two processes, and nobody notices', async () => {
    let expired = '';
    const { tokenFetches } = await startDoors((token) => token !== expired, status);
    const processes = [openProcess(), openProcess()];
    for (const openkit of processes) await openkit.listDoors(context(), null);
    expired = 'token-1';
    const pages = await Promise.all(processes.map((openkit) => manyReads(openkit)));
    expect(pages.flat()).toHaveLength(20);
    expect(tokenFetches()).toBe(2);
  });

  it('lets a write be repeated, because it was refused before effect', async () => {
    const { calls } = await startDoors(
      () => true,
      200,
      (request, response) => {
        if (request.method !== 'DELETE') return;
        answer(response, request.token === 'token-1' ? status : 204);
      },
    );
    expect(await openProcess().revoke(context(), 'p', 'd')).toMatchObject({ kind: 'applied' });
    expect(calls().map((call) => call.token)).toEqual(['token-1', 'token-2']);
  });
});

describe('a true denial', () => {
  it('is believed after one new token, and makes no storm', async () => {
    const { tokenFetches } = await startDoors(() => false, 403);
    const processes = [openProcess(), openProcess()];
    for (const openkit of [...processes, ...processes]) {
      await expect(openkit.listDoors(context(), null)).rejects.toMatchObject({ kind: 'denied', status: 403 });
    }
    expect(await processes[0]?.status()).toMatchObject({ token: { failure: null } });
    expect(tokenFetches()).toBe(2);
  });

  it('of a write is a rejection', async () => {
    await startDoors(
      () => true,
      200,
      (request, response) => {
        if (request.method === 'DELETE') answer(response, 403);
      },
    );
    const openkit = openProcess();
    expect(await openkit.revoke(context(), 'p', 'd')).toMatchObject({ kind: 'rejected', status: 403 });
    expect(await openkit.listDoors(context(), null)).toMatchObject({ items: [] });
  });

  it('is tested again when the gap between forced renewals is over', async () => {
    const { tokenFetches } = await startDoors(() => false, 403);
    const openkit = openProcess({ timeouts: { forcedRenewalGapMs: 0 } });
    await expect(openkit.listDoors(context(), null)).rejects.toMatchObject({ kind: 'denied' });
    await expect(openkit.listDoors(context(), null)).rejects.toMatchObject({ kind: 'denied' });
    expect(tokenFetches()).toBe(3);
  });

  it('is not read into a 401 while no new token may be fetched: that write did not happen', async () => {
    let accepted = 'token-2';
    await startDoors(
      (token) => token === accepted,
      401,
      (request, response) => {
        if (request.method === 'DELETE') answer(response, 401);
      },
    );
    const openkit = openProcess();
    await openkit.listDoors(context(), null);
    accepted = 'none';
    expect(await openkit.revoke(context(), 'p', 'd')).toEqual({ kind: 'not_sent', reason: 'token_refused' });
  });
});

describe('a new token that is refused as the old one was', () => {
  it('means that a write did not happen: it is made again when a token is taken', async () => {
    let isTaken = false;
    const { calls } = await startDoors(
      () => true,
      200,
      (request, response) => {
        if (request.method === 'DELETE') answer(response, isTaken ? 204 : 401, isTaken ? undefined : unauthorized);
      },
    );
    const openkit = openProcess();
    expect(await openkit.revoke(context(), 'p', 'd')).toEqual({ kind: 'not_sent', reason: 'token_refused' });
    expect(calls().map((call) => call.token)).toEqual(['token-1', 'token-2']);
    isTaken = true;
    expect(await openkit.revoke(context(), 'p', 'd')).toMatchObject({ kind: 'applied' });
  });
});

describe('refused credentials', () => {
  it.each([400, 401, 403])(
    'answered with %i are not asked about again for a minute, in any process',
    async (status) => {
      const { tokenFetches, calls } = await startDoors(
        () => true,
        401,
        (request, response) => {
          if (request.path === tokenPath) answer(response, status, { error: 'access_denied' });
        },
      );
      const processes = [openProcess(), openProcess()];
      for (const openkit of [...processes, ...processes]) {
        await expect(openkit.listDoors(context(), null)).rejects.toMatchObject({ kind: 'credentials' });
        expect(await openkit.revoke(context(), 'p', 'd')).toEqual({ kind: 'not_sent', reason: 'credentials' });
      }
      expect(tokenFetches()).toBe(1);
      expect(calls()).toEqual([]);
      expect(await processes[0]?.status()).toMatchObject({ token: { fetchedAt: null, failure: 'credentials' } });
    },
  );

  it('do not spoil a token that still works', async () => {
    let status = 200;
    const { calls } = await startDoors(
      () => true,
      401,
      (request, response) => {
        if (request.path === tokenPath && status !== 200) answer(response, status);
      },
    );
    await openProcess().listDoors(context(), null);
    await pools[0]?.$client.query(`update upstream_token set renew_at = now() - interval '1 second'`);
    status = 401;
    await openProcess().listDoors(context(), null);
    expect(calls().map((call) => call.token)).toEqual(['token-1', 'token-1']);
  });

  it('are forgotten with a new secret', async () => {
    await startDoors(
      () => true,
      401,
      ({ path, body }, response) => {
        const isNew = (body as { client_secret?: string } | undefined)?.client_secret === 'new';
        if (path === tokenPath && !isNew) answer(response, 401);
      },
    );
    await expect(openProcess().listDoors(context(), null)).rejects.toMatchObject({ kind: 'credentials' });
    expect(await openProcess({ clientSecret: 'new' }).listDoors(context(), null)).toMatchObject({ items: [] });
  });

  it('are told from an auth server that is down or talks nonsense', async () => {
    await startDoors(
      () => true,
      401,
      (request, response) => {
        if (request.path === tokenPath) answer(response, 200, { message: 'hello' });
      },
    );
    const openkit = openProcess();
    await expect(openkit.listDoors(context(), null)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await openkit.revoke(context(), 'p', 'd')).toEqual({ kind: 'not_sent', reason: 'auth_unavailable' });
  });
});
