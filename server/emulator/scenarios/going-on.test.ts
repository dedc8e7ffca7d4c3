import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedNow, startTestApi, type TestApi } from '../testing/api-client.ts';

let data: string;
let first: TestApi;
let again: TestApi | undefined;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'emulator-'));
  first = await startTestApi({ data });
});
afterEach(async () => {
  await first.close();
  await again?.close();
  again = undefined;
  rmSync(data, { recursive: true });
});

const steps = [
  { do: { type: 'fault', name: 'down', rule: { effect: { type: 'respond', status: 503 }, match: { every: 2 } } } },
  { after: 'PT1H', do: { type: 'world_event', event: { type: 'building_gone', buildingUuid: 'building:0' } } },
  { after: 'PT2H', do: { type: 'end_fault', name: 'down' } },
  {
    after: 'PT2H',
    do: { type: 'world_event', event: { type: 'building_gone', buildingUuid: 'building:0', gone: false } },
  },
];
const start = async () => {
  const reply = await first.control('POST', '/scenarios', {
    scenario: { name: 'half-down', about: 'Half down.', steps },
  });
  expect(reply.status).toBe(201);
};
const advance = (test: TestApi, duration: string) => test.control('POST', '/clock', { advance: duration });
const statuses = async (test: TestApi, count: number) => {
  const replies = [];
  for (let call = 0; call < count; call += 1) replies.push((await test.api('GET', '/v1/buildings')).status);
  return replies;
};
const countBuildings = async (test: TestApi) =>
  JSON.parse((await test.api('GET', '/v1/buildings')).text).buildings.length;
const running = async (test: TestApi) => (await test.control('GET', '/scenarios')).json;

/** An hour and a half into it, after three calls of which the second was refused. */
async function playHalf(): Promise<void> {
  await start();
  await advance(first, 'PT90M');
  expect(await statuses(first, 3)).toEqual([200, 503, 200]);
}

async function expectTheOtherHalf(test: TestApi): Promise<void> {
  expect(await running(test)).toMatchObject({ running: { name: 'half-down', done: 2, steps: 4, failed: [] } });
  expect(await statuses(test, 2)).toEqual([503, 200]);
  await advance(test, 'PT29M');
  expect(await statuses(test, 2)).toEqual([503, 200]);
  await advance(test, 'PT1M');
  expect(await running(test)).toMatchObject({ running: { done: 4 } });
  expect(await statuses(test, 2)).toEqual([200, 200]);
  expect(await countBuildings(test)).toBe(4);
}

describe('a running scenario goes on', () => {
  it('in whatever emulator its snapshot is restored, with its faults where they were', async () => {
    await playHalf();
    const { json: snapshot } = await first.control('GET', '/snapshot');
    await first.control('POST', '/reset');
    expect(await running(first)).toMatchObject({ running: null });
    expect(await statuses(first, 2)).toEqual([200, 200]);
    again = await startTestApi({ people: 3, buildings: 1 });
    for (const test of [first, again]) {
      expect((await test.control('POST', '/restore', snapshot)).status).toBe(200);
      await expectTheOtherHalf(test);
    }
  });

  it('when the emulator starts again on its data directory', async () => {
    await playHalf();
    await first.close();
    again = await startTestApi({ data, now: '2026-11-20T15:00:00.000Z' });
    await expectTheOtherHalf(again);
    await again.close();
    first = await startTestApi({ data });
    expect(await running(first)).toMatchObject({ running: { done: 4 } });
  });

  it('and is stopped there with the faults it made before', async () => {
    await playHalf();
    const { json: snapshot } = await first.control('GET', '/snapshot');
    await first.control('POST', '/restore', snapshot);
    await first.control('DELETE', '/scenarios');
    expect((await first.control('GET', '/faults')).json).toEqual({ faults: [] });
    await first.close();
    again = await startTestApi({ data });
    expect(await running(again)).toMatchObject({ running: null });
    expect(await countBuildings(again)).toBe(3);
  });

  it('unless another takes its place', async () => {
    await playHalf();
    const { json: snapshot } = await first.control('GET', '/snapshot');
    again = await startTestApi({ scenario: 'outage-1h', now: fixedNow });
    await again.control('POST', '/restore', snapshot);
    expect(await running(again)).toMatchObject({ running: { name: 'half-down' } });
    await again.control('POST', '/scenarios', { name: 'outage-1h' });
    expect((await again.control('GET', '/faults')).json).toMatchObject({ faults: [{ fired: 0 }] });
    expect(await running(again)).toMatchObject({ running: { name: 'outage-1h', done: 1 } });
  });
});
