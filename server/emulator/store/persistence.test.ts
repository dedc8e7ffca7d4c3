import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { user as userSchema } from '../contract/entities.ts';
import { startEmulator } from '../start-emulator.ts';
import { doorWith, type Reply, send, startTestApi, type TestApi, tokenRequest } from '../testing/api-client.ts';

const main = join(import.meta.dirname, '../main.ts');
let data: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'emulator-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(data, { recursive: true });
});

const options = () => ({ data, people: 40, buildings: 2, seed: 3 });

/** The emulator as a process of its own; answers with its address once it listens. */
async function startProcess(): Promise<string> {
  const args = ['--port', '0', '--data', data, '--people', '40', '--buildings', '2', '--seed', '3'];
  child = fork(main, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await once(child, 'message');
  return message.url;
}

describe('a data directory', () => {
  it('keeps every acknowledged write through kill -9', async () => {
    const url = await startProcess();
    const { json } = await send(`${url}/v1/oauth/token`, 'POST', tokenRequest);
    const headers = { authorization: `Bearer ${JSON.parse(JSON.stringify(json)).access_token}` };
    const doors = await send(`${url}/access/sdk/v1/doors?pageSize=1`, 'GET', undefined, headers);
    const doorUuid = JSON.parse(doors.text).doors[0].uuid;
    const uuids: string[] = [];
    for (let number = 0; number < 20; number += 1) {
      const reply = await send(
        `${url}/access/sdk/v2/users`,
        'POST',
        {
          firstName: 'Kim',
          lastName: `Number ${number}`,
          email: `kim${number}@example.com`,
          passcodeType: 'PERMANENT',
          shareable: false,
          startTime: new Date().toISOString(),
          doorUuids: [doorUuid],
        },
        headers,
      );
      uuids.push(userSchema.parse(reply.json).userUuid);
    }
    child?.kill('SIGKILL');
    if (child) await once(child, 'exit');
    const again = await startTestApi({ ...options(), now: undefined, freeze: false });
    for (const uuid of uuids) {
      const reply = await again.api('GET', `/v1/users/${uuid}`);
      expect(userSchema.parse(reply.json).accesses).toMatchObject([{ doorUuid }]);
    }
    expect(again.emulator.world.outbox).toHaveLength(20);
    await again.close();
  });

  it('and a snapshot hold whoever was given something twice', async () => {
    const first = await startTestApi(options());
    const [one, two] = [...first.emulator.world.doors.values()].filter(({ device }) => device).map(({ uuid }) => uuid);
    const { userUuid } = await first.granted({ doorUuids: [one] });
    await first.granted({ doorUuids: [two] });
    const before = (await first.api('GET', `/v1/users/${userUuid}`)).json;
    const { json: snapshot } = await first.control('GET', '/snapshot');
    expect((await first.control('POST', '/restore', snapshot)).status).toBe(200);
    expect((await first.api('GET', `/v1/users/${userUuid}`)).json).toEqual(before);
    await first.close();
    const again = await startTestApi(options());
    expect((await again.api('GET', `/v1/users/${userUuid}`)).json).toEqual(before);
    await again.close();
  });

  it('survives a line cut off in the middle', async () => {
    const first = await startTestApi(options());
    const { userUuid } = await first.granted({ doorUuids: [doorWith(first)] });
    await first.close();
    appendFileSync(join(data, 'changes.jsonl'), '{"kind":"user","user":{"uu');
    const again = await startTestApi(options());
    expect((await again.api('GET', `/v1/users/${userUuid}`)).status).toBe(200);
    await again.close();
  });

  it('keeps the clock, and forgets everything on reset', async () => {
    const first = await startTestApi(options());
    await first.control('POST', '/clock', { set: '2031-05-05T05:05:05Z' });
    await first.close();
    const second = await startTestApi(options());
    expect((await second.control('GET', '/clock')).json).toMatchObject({
      now: '2031-05-05T05:05:05.000Z',
      frozen: true,
    });
    await second.control('POST', '/reset', {});
    await second.close();
    const third = await startTestApi(options());
    expect((await third.control('GET', '/clock')).json).toMatchObject({ now: '2026-11-23T15:00:00.000Z' });
    await third.close();
  });

  it('keeps faults, with what is spent, and readings unless others are given', async () => {
    const first = await startTestApi({ ...options(), profile: 'opendoor', readings: { deleteAnswer: '204' } });
    const rule = { effect: { type: 'respond', status: 503 }, times: 2 };
    const id = await first.fault(rule);
    expect((await first.api('GET', '/v1/buildings')).status).toBe(503);
    await first.close();
    const second = await startTestApi(options());
    const { readings } = second.emulator;
    expect(readings).toMatchObject({ keys: 'served', deleteAnswer: '204' });
    expect(second.emulator.faults.list()).toMatchObject([{ id, fired: 1 }]);
    expect([
      (await second.api('GET', '/v1/buildings')).status,
      (await second.api('GET', '/v1/buildings')).status,
    ]).toEqual([503, 200]);
    await second.close();
    const third = await startTestApi({ ...options(), readings: { keys: 'absent' } });
    expect(third.emulator.readings).toEqual({ ...readings, keys: 'absent' });
    await third.close();
    const fourth = await startTestApi({ ...options(), profile: 'openkit' });
    expect(fourth.emulator.readings).toMatchObject({
      keys: 'absent',
      deleteAnswer: '200-object',
      zonePlace: 'building',
    });
    await fourth.close();
  });

  it.each<[string, (test: TestApi) => Promise<Reply>]>([
    ['reset to another world', (test) => test.control('POST', '/reset', { seed: 4, people: 10, buildings: 3 })],
    [
      'restored from another world',
      async (test) => {
        const other = await startTestApi({ people: 10, buildings: 3, seed: 4 });
        const { json } = await other.control('GET', '/snapshot');
        await other.close();
        return test.control('POST', '/restore', json);
      },
    ],
  ])('%s opens with the flags it was made with, and with no others', async (_how, replace) => {
    const first = await startTestApi(options());
    expect((await replace(first)).status).toBe(200);
    const { userUuid } = await first.granted({ doorUuids: [doorWith(first)] });
    await first.close();
    const again = await startTestApi(options());
    expect(again.emulator.seed).toMatchObject({ seed: 4, people: 10, buildings: 3 });
    expect((await again.api('GET', `/v1/users/${userUuid}`)).status).toBe(200);
    await again.control('POST', '/reset', {});
    expect(again.emulator.seed).toMatchObject({ seed: 3, people: 40, buildings: 2 });
    await again.close();
    await expect(startEmulator({ ...options(), seed: 4 })).rejects.toThrow(/made with --seed 3, not 4/);
  });

  it('of an older emulator, which kept no flags apart, opens with those of its world', async () => {
    await (await startEmulator(options())).close();
    const file = join(data, 'origin.json');
    const { madeWith, ...older } = JSON.parse(readFileSync(file, 'utf8'));
    expect(madeWith).toEqual({ seed: 3, people: 40, buildings: 2 });
    writeFileSync(file, JSON.stringify(older));
    await (await startEmulator(options())).close();
    await expect(startEmulator({ ...options(), seed: 4 })).rejects.toThrow(/made with --seed 3, not 4/);
  });

  it('of another world is refused with a sentence, unless it is to be replaced', async () => {
    await (await startEmulator(options())).close();
    await expect(startEmulator({ ...options(), seed: 4 })).rejects.toThrow(/made with --seed 3, not 4.*--reset/);
    await expect(startEmulator({ ...options(), people: 41 })).rejects.toThrow(/--people 40, not 41/);
    const replaced = await startEmulator({ ...options(), seed: 4, reset: true });
    expect(replaced.emulator.seed.seed).toBe(4);
    await replaced.close();
  });
});

describe('a data directory in use', () => {
  it('is refused to a second emulator, and free again when the first ends', async () => {
    await startProcess();
    await expect(startEmulator(options())).rejects.toThrow(`Another emulator runs on ${data}`);
    child?.kill('SIGKILL');
    if (child) await once(child, 'exit');
    await (await startEmulator(options())).close();
  });
});

describe('the process', () => {
  it('ends by itself when its parent is gone', async () => {
    await startProcess();
    child?.disconnect();
    const [code] = child ? await once(child, 'exit') : [];
    expect(code).toBe(0);
  });

  it('ends gracefully on SIGTERM, answers under way cut off', async () => {
    const url = await startProcess();
    const { json } = await send(`${url}/_emulator/clock`, 'GET');
    const watching = send(`${url}/_emulator/clock/watch?version=${JSON.parse(JSON.stringify(json)).version}`, 'GET');
    const cut = expect(watching).rejects.toThrow();
    child?.kill('SIGTERM');
    const [code] = child ? await once(child, 'exit') : [];
    await cut;
    expect(code).toBe(0);
  });
});
