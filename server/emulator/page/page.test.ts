import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doorWith, startTestApi, type TestApi } from '../testing/api-client.ts';
import { callControl } from './control.js';
import { createFollower } from './follow.js';
import { doorState, lockTexts, syncText } from './lock-texts.js';
import { keepRefreshing } from './refresh.js';

let test: TestApi;
beforeEach(async () => {
  test = await startTestApi({ people: 1, buildings: 1, controlKey: 'a-long-enough-key' });
});
afterEach(() => test.close());

const call = (key: string | null, path = '/state') => callControl(test.url, key, path);

describe('what the page asks the emulator', () => {
  it('is answered', async () => {
    expect(await call('a-long-enough-key')).toMatchObject({ profile: 'openkit' });
  });

  it.each([null, '', 'wrong'])('asks for the key when it has %j', async (key) => {
    await expect(call(key)).rejects.toMatchObject({
      kind: 'needs_key',
      message: expect.stringContaining('control key'),
    });
  });

  it('says what the emulator says when it refuses', async () => {
    const refused = callControl(test.url, 'a-long-enough-key', '/faults', 'POST', { effect: { type: 'quake' } });
    await expect(refused).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('effect.type') });
  });

  it('says that nobody answers when the emulator is down', async () => {
    await test.close();
    await expect(call('a-long-enough-key')).rejects.toMatchObject({
      kind: 'lost',
      message: expect.stringContaining('does not answer'),
    });
    test = await startTestApi({ people: 1, buildings: 1 });
  });

  it.each([502, 200])('says so when something else answers, with %i', async (status) => {
    const server = createServer((_request, response) => response.writeHead(status).end('<h1>Proxy</h1>'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const asked = callControl(`http://127.0.0.1:${port}`, null, '/state');
    await expect(asked).rejects.toMatchObject({ kind: 'lost', message: expect.stringContaining(`answered ${status}`) });
    server.close();
  });
});

describe('how the page keeps up', () => {
  it('goes on after an error, one refresh at a time, and rests while nobody looks', async () => {
    const told: unknown[] = [];
    const error = new Error('down');
    const turns = [{ fails: true }, { fails: false }, { isHidden: true }, { fails: false }];
    let turn = 0;
    let underWay = 0;
    await new Promise<void>((resolve) => {
      keepRefreshing({
        isWatched: () => !turns[turn]?.isHidden,
        refresh: async () => {
          underWay += 1;
          expect(underWay).toBe(1);
          await call('a-long-enough-key');
          underWay -= 1;
          if (turns[turn]?.fails) throw error;
        },
        tell: (problem: unknown) => told.push(problem),
        pause: () => {
          turn += 1;
          // The last pause never ends.
          return turn < turns.length ? Promise.resolve() : new Promise(() => resolve());
        },
      });
    });
    expect(told).toEqual([error, null, null]);
  });
});

describe('how the page follows what is chosen', () => {
  it('shows the lock and the doors again when they are others, and only then', async () => {
    const control = (path: string, method?: string, body?: unknown) =>
      callControl(test.url, 'a-long-enough-key', path, method, body);
    const doorUuid = doorWith(test, { isConnected: true });
    const told: string[][] = [];
    const follow = createFollower({
      control,
      chosen: () => ({ buildings: [...test.emulator.world.buildings.keys()][0] ?? null, doors: doorUuid }),
      showBuilding: ({ doors }: { doors: { uuid: string; type: string; device: unknown; isConnected: boolean }[] }) =>
        told.push(doors.filter(({ uuid }) => uuid === doorUuid).map(doorState)),
      showDoor: (door: Parameters<typeof lockTexts>[0]) => told.push(Object.values(lockTexts(door)).slice(1)),
    });
    const shownAfter = async (change: () => Promise<unknown> = async () => null) => {
      told.length = 0;
      await change();
      await follow();
      return [...told];
    };
    const online = ['Sync this lock (0 waiting)', 'Take offline'];
    expect(await shownAfter()).toEqual([[''], online]);
    expect(await shownAfter()).toEqual([]);
    const change = { type: 'door_connection', doorUuid, isConnected: false };
    expect(await shownAfter(() => control('/world/events', 'POST', change))).toEqual([
      ['offline'],
      ['Sync this lock (0 waiting)', 'Bring online'],
    ]);
    expect(await shownAfter(() => test.granted({ doorUuids: [doorUuid] }))).toEqual([
      ['Sync this lock (1 waiting)', 'Bring online'],
    ]);
    const removal = { type: 'door_device', doorUuid, device: 'removed' };
    expect(await shownAfter(() => control('/world/events', 'POST', removal))).toMatchObject([['not activated'], {}]);
  });
});

it('says what came of a sync', () => {
  expect([0, 1, 2].map(syncText)).toEqual([
    'The lock knew everything already.',
    '1 access changed at the lock.',
    '2 accesses changed at the lock.',
  ]);
});
