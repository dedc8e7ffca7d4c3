import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doorWith, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
let door: string;
beforeAll(async () => {
  test = await startTestApi();
  door = doorWith(test, { isConnected: true });
});
beforeEach(() => test.emulator.reset({}));
afterAll(() => test.close());

const users = () => test.api('GET', '/v1/users?pageSize=10');
const grant = () => test.grant({ doorUuids: [door] });
const lastEntry = () => test.emulator.journal.read({}).at(-1);

describe('which calls a rule concerns', () => {
  it('method, path, body, token and virtual time', async () => {
    const effect = { type: 'respond', status: 418 };
    const hit = async (match: Record<string, unknown>) => {
      await test.control('DELETE', '/faults');
      await test.fault({ match, effect });
      return (await grant()).status === 418;
    };
    expect(await hit({ method: 'post', path: '/v2/users', body: { passcodeType: 'PERMANENT' } })).toBe(true);
    expect(await hit({ path: '/\\/v\\d\\/users$/' })).toBe(true);
    for (const path of ['/.*users.*/', '/.*/', '/users/', '/v2/users/']) expect(await hit({ path })).toBe(true);
    expect(await hit({ path: '/access/sdk/*' })).toBe(true);
    expect(await hit({ token: lastEntry()?.tokenId })).toBe(true);
    expect(await hit({ after: '2026-11-23T15:00:00Z', before: '2026-11-23T15:00:01Z' })).toBe(true);
    expect(await hit({ method: 'GET' })).toBe(false);
    for (const path of ['/v1/users', '/v1/', '/users/*', '/']) expect(await hit({ path })).toBe(false);
    expect(await hit({ body: { passcodeType: 'DAILY' } })).toBe(false);
    expect(await hit({ token: 'another' })).toBe(false);
    expect(await hit({ after: '2026-11-23T15:00:01Z' })).toBe(false);
    expect(await hit({ before: '2026-11-23T15:00:00Z' })).toBe(false);
  });

  it('what names the building, in either case', async () => {
    const building = test.emulator.world.doors.get(door)?.building.uuid ?? '';
    await test.fault({ match: { buildingUuid: building }, effect: { type: 'respond', status: 418 } });
    const paths = [`/v1/doors?buildingUuid=${building}`, `/v1/buildings/${building}/residents`];
    for (const path of paths) {
      expect((await test.api('GET', path)).status).toBe(418);
      expect((await test.api('GET', path.replace(building, building.toUpperCase()))).status).toBe(418);
    }
    expect((await test.grant({ doorUuids: [door.toUpperCase()] })).status).toBe(418);
    await test.control('DELETE', '/faults');
    await test.fault({ match: { buildingUuid: building.toUpperCase() }, effect: { type: 'respond', status: 418 } });
    expect((await grant()).status).toBe(418);
  });

  it('every third call, or a seeded share of them', async () => {
    const statuses = async (match: Record<string, unknown>, count: number) => {
      await test.control('DELETE', '/faults');
      await test.fault({ match, effect: { type: 'respond', status: 500 } });
      const replies = [];
      for (let call = 0; call < count; call += 1) replies.push((await users()).status === 500);
      return replies;
    };
    expect(await statuses({ every: 3 }, 6)).toEqual([false, false, true, false, false, true]);
    const share = await statuses({ probability: 0.3, seed: 7 }, 40);
    expect(await statuses({ probability: 0.3, seed: 7 }, 40)).toEqual(share);
    expect(share.filter(Boolean).length).toBeGreaterThan(4);
    expect(share.filter(Boolean).length).toBeLessThan(20);
  });

  it('a world event can happen in the middle of a sweep', async () => {
    const event = { type: 'door_enabled', doorUuid: door, enabled: false };
    await test.fault({ match: { path: '/v1/users', nth: 1 }, effect: { type: 'world_event', event } });
    await users();
    expect((await test.api('GET', '/v1/doors')).text).not.toContain(door);
  });

  it('a world event nowhere is refused; one that can no longer happen only the journal tells', async () => {
    const event = { type: 'access_ended', userUuid: crypto.randomUUID(), doorUuid: door };
    const reply = await test.control('POST', '/faults', { effect: { type: 'world_event', event } });
    expect([reply.status, reply.json]).toEqual([404, { message: `There is no user ${event.userUuid}.` }]);
    const { userUuid } = await test.granted({ doorUuids: [door] });
    await test.fault({ effect: { type: 'world_event', event: { ...event, userUuid } }, match: { method: 'GET' } });
    expect([(await users()).status, lastEntry()?.faultProblem]).toEqual([200, undefined]);
    expect([(await users()).status, lastEntry()]).toMatchObject([
      200,
      { faultProblem: expect.stringMatching('holds nothing'), status: 200 },
    ]);
  });
});

describe('the fault API', () => {
  it('lists, removes one, removes all', async () => {
    const id = await test.fault({ effect: { type: 'page_loop' } });
    await test.fault({ effect: { type: 'hang' } });
    expect((await test.control('GET', `/faults/${id}`)).json).toMatchObject({ id, fired: 0 });
    expect((await test.control('DELETE', `/faults/${id}`)).status).toBe(200);
    expect((await test.control('DELETE', `/faults/${id}`)).status).toBe(404);
    await test.control('DELETE', '/faults');
    expect((await test.control('GET', '/faults')).json).toEqual({ faults: [] });
  });

  it.each([
    [{}, /effect: is missing, write an object$/],
    [{ effect: { type: 'explode' } }, /effect\.type: must be one of respond, /],
    [{ effect: { type: 'respond' } }, /effect\.status: .*number/],
    [{ effect: { type: 'respond', status: 500, extra: 1 } }, /effect: knows no "extra"$/],
    [{ effect: { type: 'respond', status: 101 } }, /effect\.status: must be at least 200$/],
    [{ effect: { type: 'headers', set: { 'x y': '1' } } }, /effect\.set\.x y: is no name of a header$/],
    [{ effect: { type: 'headers', set: { date: 'a\nb' } } }, /effect\.set\.date: is no value/],
    [{ effect: { type: 'token_expire', answer: 500 } }, /effect\.answer: must be 401 or 403/],
    [
      { effect: { type: 'late_commit', afterMs: 1, answer: 'never' } },
      /effect\.answer: must be "reset", "hang" or a st/,
    ],
    [{ effect: { type: 'partial_commit', doors: 1, answer: 99 } }, /effect\.answer: .*200/],
    [
      { effect: { type: 'world_event', event: { type: 'quake' } } },
      /effect\.event\.type: must be one of door_enabled, /,
    ],
    [
      { effect: { type: 'world_event', event: { type: 'building_gone' } } },
      /effect\.event\.buildingUuid: is missing, write a string$/,
    ],
    [{ effect: { type: 'hang' }, match: { path: '/[(/' } }, /match\.path: /],
    [{ effect: { type: 'hang' }, match: { path: '/*/' } }, /match\.path: "\/\*\/" is no regular expression/],
    [{ effect: { type: 'hang' }, match: { method: 5 } }, /match\.method: .*string/],
    ['not json', /not JSON/],
  ])('refuses %j and names the field', async (rule, sentence) => {
    const reply = await test.control('POST', '/faults', rule);
    expect([reply.status, reply.json]).toMatchObject([400, { message: expect.stringMatching(sentence) }]);
  });

  it('takes headers in any case, each once', async () => {
    await test.fault({
      effect: { type: 'respond', status: 502, text: '<b>Bad</b>', headers: { 'Content-Type': 'text/html' } },
    });
    expect((await users()).headers.get('content-type')).toBe('text/html');
  });
});
