import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userPage } from '../contract/answers.ts';
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
const rows = async (query = 'pageSize=10') => userPage.parse((await test.api('GET', `/v1/users?${query}`)).json);

describe('reading (K8, K9)', () => {
  it.each([
    ['from_0', '0', /^10$/],
    ['from_1', '1', /^11$/],
    ['opaque', '', /^\D+/],
  ])('page_tokens %s: every page once, whatever its token looks like', async (as, first, second) => {
    const before = await rows('pageSize=100');
    await test.fault({ effect: { type: 'page_tokens', as } });
    const opening = first === '' ? await rows() : await rows(`pageSize=10&pageToken=${first}`);
    expect(opening.nextPageToken).toMatch(second);
    const swept = [...opening.users];
    for (let { nextPageToken } = opening; nextPageToken; ) {
      const page = await rows(`pageSize=10&pageToken=${nextPageToken}`);
      swept.push(...page.users);
      nextPageToken = page.nextPageToken;
    }
    expect(swept).toEqual(before.users);
    expect((await test.api('GET', '/v1/users?pageToken=!')).status).toBe(400);
  });

  it('a page in the middle can fail', async () => {
    await test.fault({ match: { path: '/v1/users', nth: 2 }, effect: { type: 'respond', status: 500 } });
    expect([(await users()).status, (await users()).status, (await users()).status]).toEqual([200, 500, 200]);
  });

  it('lag hides a change from the detail, the list, or both, for a while', async () => {
    const { userUuid } = await test.granted({ doorUuids: [door] });
    await test.fault({ effect: { type: 'lag', forMs: 60_000, where: 'detail' }, match: { method: 'DELETE' } });
    const deleted = await test.api('DELETE', `/v1/users/${userUuid.toUpperCase()}/doors/${door}`);
    expect(deleted.status).toBe(200);
    expect((await test.api('GET', `/v1/users/${userUuid}`)).text).toContain(door);
    const list = await rows('pageSize=100');
    expect(list.users.find((user) => user.userUuid === userUuid)?.accesses).toEqual([]);
  });

  it('lag hides a new user altogether, then shows them', async () => {
    await test.fault({ effect: { type: 'lag', forMs: 200 }, match: { method: 'POST' }, times: 1 });
    const { userUuid } = await test.granted({ doorUuids: [door] });
    expect((await test.api('GET', `/v1/users/${userUuid}`)).status).toBe(404);
    expect((await rows('pageSize=100')).users.some((user) => user.userUuid === userUuid)).toBe(false);
    await expect.poll(async () => (await test.api('GET', `/v1/users/${userUuid}`)).status).toBe(200);
  });
});
