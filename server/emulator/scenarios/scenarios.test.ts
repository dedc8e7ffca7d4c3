import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doorsWith, startTestApi, type TestApi } from '../testing/api-client.ts';
import { shippedScenarios } from './shipped.ts';

let test: TestApi;
beforeEach(async () => {
  test = await startTestApi();
});
afterEach(() => test.close());

const start = (request: unknown) => test.control('POST', '/scenarios', request);
const status = async () => (await test.api('GET', '/v1/buildings')).status;
const advance = (duration: string) => test.control('POST', '/clock', { advance: duration });

describe('scenarios', () => {
  it.each(shippedScenarios().map(({ name }) => name))('%s starts in any world', async (name) => {
    const reply = await start({ name });
    expect([reply.status, reply.json]).toMatchObject([201, { running: { name } }]);
    await advance('P1D');
    expect((await test.control('GET', '/scenarios')).json).toMatchObject({ running: { name } });
  });

  it('outage-1h is down for an hour of virtual time', async () => {
    await start({ name: 'outage-1h' });
    expect(await status()).toBe(503);
    await advance('PT59M');
    expect(await status()).toBe(503);
    await advance('PT1M');
    expect(await status()).toBe(200);
  });

  it('plays from the first call when the emulator is started with it', async () => {
    await test.close();
    test = await startTestApi({ scenario: 'outage-1h' });
    expect(await status()).toBe(503);
    await advance('PT1H');
    expect(await status()).toBe(200);
  });

  it('plays events in the order of their time, also when the clock jumps', async () => {
    const rename = (name: string) => ({
      type: 'world_event',
      event: { type: 'building_renamed', buildingUuid: 'building:0', name },
    });
    const steps = [
      { after: 'PT2H', do: rename('Last') },
      { after: 'PT1H', do: rename('First') },
    ];
    await start({ scenario: { name: 'renames', about: 'Two names.', steps } });
    await advance('PT1H');
    expect((await test.api('GET', '/v1/buildings')).text).toContain('"First"');
    await advance('P3D');
    expect((await test.api('GET', '/v1/buildings')).text).toContain('"Last"');
  });

  it('runs along when the clock does, past a step that cannot happen, which it tells', async () => {
    await test.control('POST', '/clock', { freeze: false });
    const down = { type: 'fault', rule: { effect: { type: 'respond', status: 503 } } };
    const [user] = test.emulator.world.users;
    const doorUuid = doorsWith(test, {}).find(({ accesses }) => !accesses.some((access) => access.user === user))?.uuid;
    const end = { type: 'world_event', event: { type: 'access_ended', userUuid: user?.uuid, doorUuid } };
    const steps = [
      { after: 'PT1S', do: down },
      { after: 'PT0S', do: { type: 'clock', advance: 'PT0S' } },
      { after: 'PT1S', do: end },
    ];
    await start({ scenario: { name: 'soon', about: 'Down in a second.', steps } });
    expect(await status()).toBe(200);
    await expect.poll(status, { timeout: 5_000 }).toBe(503);
    expect((await test.control('GET', '/scenarios')).json).toMatchObject({
      running: { done: 3, steps: 3, failed: [{ step: 3, message: expect.stringContaining('holds nothing on door') }] },
    });
  });

  it('names places in its rules, in whatever world it plays', async () => {
    const denied = { match: { buildingUuid: 'building:1' }, effect: { type: 'respond', status: 403 } };
    const event = { type: 'door_renamed', doorUuid: 'door:0/0', name: 'user:0' };
    const renamed = { match: { path: '/v1/doors' }, effect: { type: 'world_event', event } };
    const steps = [denied, renamed].map((rule) => ({ do: { type: 'fault', rule } }));
    await start({ scenario: { name: 'places', about: 'One building is denied.', steps } });
    const statuses = [...test.emulator.world.buildings.keys()].map(
      async (uuid) => (await test.api('GET', `/v1/buildings/${uuid}/residents`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 403, 200, 200]);
    await test.api('GET', '/v1/doors?pageSize=1');
    expect((await test.api('GET', '/v1/doors?pageSize=1')).text).toContain('"name":"user:0"');
  });

  const down = { type: 'fault', name: 'down', rule: { effect: { type: 'respond', status: 503 } } };
  const lost = { type: 'building_gone', buildingUuid: crypto.randomUUID() };
  it.each([
    ['an end of no fault', [{ do: down }, { do: { type: 'end_fault', name: 'dwon' } }], /step 2.*"dwon"/],
    ['an end before its fault', [{ after: 'PT1S', do: down }, { do: { type: 'end_fault', name: 'down' } }], /step 2/],
    ['two faults of a name', [{ do: down }, { do: down }], /step 2.*already/],
    [
      'a malformed step',
      [{ do: down }, { do: { type: 'fault', rule: { effect: { type: 'drip', everyMs: '5' } } } }],
      /step 2\.do\.rule\.effect\.everyMs: .*number/,
    ],
    ['an event nowhere', [{ do: down }, { do: { type: 'world_event', event: lost } }], /^Step 2: There is no building/],
    [
      'a fault’s event nowhere',
      [{ do: down }, { do: { type: 'fault', rule: { effect: { type: 'world_event', event: lost } } } }],
      /^Step 2: There is no building/,
    ],
    [
      'a rule for no place',
      [{ do: { type: 'fault', rule: { match: { buildingUuid: 'building:99' }, effect: { type: 'hang' } } } }],
      /^Step 1: This world has no building:99\.$/,
    ],
    [
      'what is no place',
      [{ do: { type: 'world_event', event: { type: 'building_gone', buildingUuid: 'here' } } }],
      /step 1\.do\.event\.buildingUuid: must be a UUID, or a place such as building:0/,
    ],
  ])('refuses %s by its step', async (_what, steps, sentence) => {
    const reply = await start({ scenario: { name: 'x', about: 'x', steps } });
    expect([reply.status, reply.json]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringMatching(sentence) }),
    ]);
  });

  it('stopped, takes its faults along but no others', async () => {
    const id = await test.fault({ effect: { type: 'headers', set: { 'x-own': 'yes' } } });
    await start({ name: 'outage-1h' });
    await test.control('DELETE', '/scenarios');
    expect(await status()).toBe(200);
    expect(test.emulator.faults.list().map((fault) => fault.id)).toEqual([id]);
  });

  it.each([
    [{ name: 'no-such' }, 404],
    [{}, 400],
    [{ name: 'outage-1h', scenario: { name: 'x', about: 'x', steps: [{ do: { type: 'expire_tokens' } }] } }, 400],
    [{ scenario: { name: 'x', about: 'x', steps: [] } }, 400],
    [{ scenario: { name: 'x', about: 'x', steps: [{ after: 'later', do: { type: 'expire_tokens' } }] } }, 400],
    [{ scenario: { name: 'x', about: 'x', steps: [{ do: { type: 'dance' } }] } }, 400],
    [
      {
        scenario: {
          name: 'x',
          about: 'x',
          steps: [{ do: { type: 'fault', rule: { match: { path: '/([/' }, effect: { type: 'hang' } } } }],
        },
      },
      400,
    ],
    [
      {
        scenario: {
          name: 'x',
          about: 'x',
          steps: [{ do: { type: 'world_event', event: { type: 'building_gone', buildingUuid: 'building:99' } } }],
        },
      },
      400,
    ],
    [
      {
        scenario: {
          name: 'x',
          about: 'x',
          steps: [{ do: { type: 'world_event', event: { type: 'building_gone', buildingUuid: 'here' } } }],
        },
      },
      400,
    ],
  ])('%j is refused with %i and a message', async (request, expected) => {
    const reply = await start(request);
    expect([reply.status, reply.json]).toMatchObject([expected, { message: expect.any(String) }]);
  });
});
