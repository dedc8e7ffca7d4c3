import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/api-client.ts';

const shape = z.object({ now: z.string(), frozen: z.boolean(), offsetMs: z.number(), version: z.int() });

let test: TestApi;
beforeEach(async () => {
  test = await startTestApi({ people: 5, buildings: 1 });
});
afterEach(() => test.close());

const read = async () => shape.parse((await test.control('GET', '/clock')).json);
const move = async (change: unknown) => shape.parse((await test.control('POST', '/clock', change)).json);

describe('the virtual clock', () => {
  it('is set, advanced by milliseconds and durations, and stays where it is frozen', async () => {
    expect((await read()).now).toBe('2026-11-23T15:00:00.000Z');
    expect((await move({ advance: 'PT2H' })).now).toBe('2026-11-23T17:00:00.000Z');
    expect((await move({ set: '2027-01-01T00:00:00+01:00', advanceMs: 1000 })).now).toBe('2026-12-31T23:00:01.000Z');
    expect(await read()).toMatchObject({ now: '2026-12-31T23:00:01.000Z', frozen: true });
  });

  it('runs on from where it is when no longer frozen', async () => {
    const { now, frozen } = await move({ set: '2030-01-01T00:00:00Z', freeze: false });
    expect(frozen).toBe(false);
    await expect.poll(async () => Date.parse((await read()).now)).toBeGreaterThan(Date.parse(now));
    expect((await read()).offsetMs).toBeGreaterThan(0);
    expect((await move({ freeze: true })).frozen).toBe(true);
  });

  it.each([
    { set: 'noon' },
    { advance: 'P1M' },
    { advance: 'soon' },
    { advanceMs: '5' },
    { advanceMs: 1e300 },
    { set: '2026-11-23T15:00:00Z', advance: '-P99999D' },
    { advance: 'P9999999D' },
    { freeze: 1 },
    { stop: true },
  ])('refuses %j', async (change) => {
    const reply = await test.control('POST', '/clock', change);
    expect([reply.status, reply.json]).toMatchObject([400, { message: expect.any(String) }]);
  });

  it('is reset with the world', async () => {
    await move({ advance: 'P3D', freeze: false });
    await test.control('POST', '/reset', {});
    expect(await read()).toMatchObject({ now: '2026-11-23T15:00:00.000Z', frozen: true });
  });
});

describe('watching', () => {
  it('answers at once when the version is another', async () => {
    const { version } = await read();
    const reply = await test.control('GET', `/clock/watch?version=${version - 1}`);
    expect(shape.parse(reply.json).version).toBe(version);
  });

  it('answers every watcher before whoever moved the clock', async () => {
    const { version } = await read();
    const order: string[] = [];
    const watchers = ['first', 'second'].map(async (name) => {
      const reply = await test.control('GET', `/clock/watch?version=${version}`);
      order.push(name);
      return shape.parse(reply.json).version;
    });
    await expect.poll(() => test.emulator.clock.listenerCount).toBe(2);
    await move({ advance: 'PT1M' }).then(() => order.push('mover'));
    expect(await Promise.all(watchers)).toEqual([version + 1, version + 1]);
    expect(order.at(-1)).toBe('mover');
  });

  it('refuses a version that is no number', async () => {
    expect((await test.control('GET', '/clock/watch?version=latest')).status).toBe(400);
  });
});
