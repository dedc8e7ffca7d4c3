import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi({ people: 1, buildings: 1 });
});
afterAll(() => test.close());

/** The answer to a control call with these headers, Host among them, which fetch would not send. */
function statusAs({ port }: TestApi, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: '/_emulator/state', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', reject).end();
  });
}

describe('who may control', () => {
  it('with a key, only who presents it', async () => {
    const locked = await startTestApi({ controlKey: 'a-long-enough-key', people: 1, buildings: 1 });
    const state = (headers: Record<string, string>) => send(`${locked.url}/_emulator/state`, 'GET', undefined, headers);
    expect((await state({})).status).toBe(403);
    expect((await state({ 'x-emulator-key': 'wrong' })).status).toBe(403);
    expect((await state({ 'x-emulator-key': 'a-long-enough-key' })).status).toBe(200);
    expect((await locked.api('GET', '/v1/buildings')).status).toBe(200);
    await locked.close();
  });

  it('without a key, this machine only', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    const open = await startTestApi({ host: '0.0.0.0', people: 1, buildings: 1 });
    const loopback = await send(`http://127.0.0.1:${open.port}/_emulator/state`, 'GET');
    expect(loopback.status).toBe(200);
    // A machine without a network has no outside address to come from; the key test covers the refusal there.
    const fromOutside = outside && (await send(`http://${outside}:${open.port}/_emulator/state`, 'GET')).status;
    expect([undefined, 403]).toContain(fromOutside);
    await open.close();
  });

  it.each(['localhost:1', 'a.localhost', '127.0.0.1', '127.8.8.8:80', '[::1]:4010', '[::ffff:7f00:1]:4010'])(
    'under the name %s',
    async (host) => expect(await statusAs(test, { host })).toBe(200),
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.0.2.1',
    '[::2]',
    '[::ffff:1.2.3.4]',
  ])('not under the name %s, which somebody else may have made lead here', async (host) =>
    expect(await statusAs(test, { host })).toBe(403),
  );

  it.each([
    ['::1', /^http:\/\/\[::1\]:\d+$/],
    ['[::1]', /^http:\/\/\[::1\]:\d+$/],
    ['::ffff:127.0.0.1', /^http:\/\/\[::ffff:127\.0\.0\.1\]:\d+$/],
    ['::', /^http:\/\/localhost:\d+$/],
    ['127.0.0.2', /^http:\/\/127\.0\.0\.2:\d+$/],
  ])('listening on %s, at the URL it tells', async (host, url) => {
    const other = await startTestApi({ host, people: 1, buildings: 1 });
    expect(other.url).toMatch(url);
    expect((await other.control('GET', '/state')).status).toBe(200);
    expect((await other.api('GET', '/v1/buildings')).status).toBe(200);
    const description = JSON.parse((await send(`${other.url}/openapi.json`, 'GET')).text);
    expect(new URL(description.servers[0].url).origin).toBe(new URL(other.url).origin);
    await other.close();
  });

  it('not a page of another site', async () => {
    const reply = await send(`${test.url}/_emulator/state`, 'GET', undefined, { 'sec-fetch-site': 'cross-site' });
    expect(reply.status).toBe(403);
  });

  it('says 404 for what the control API has not', async () => {
    const reply = await test.control('GET', '/nothing');
    expect([reply.status, reply.json]).toEqual([404, { message: expect.stringContaining('GET /_emulator/nothing') }]);
    expect(test.emulator.journal.read({ path: 'nothing' })).toEqual([]);
  });
});
