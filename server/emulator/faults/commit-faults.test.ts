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

const grant = () => test.grant({ doorUuids: [door] });
const isGranted = () => test.emulator.world.userByEmail('nora@example.com')?.accesses.length === 1;
const lastEntry = () => test.emulator.journal.read({}).at(-1);

describe('around the commit (K2, K3)', () => {
  it('reset_before_commit cuts the connection and does nothing', async () => {
    await test.fault({ effect: { type: 'reset_before_commit' }, times: 1 });
    await expect(grant()).rejects.toThrow();
    expect(isGranted()).toBe(false);
    expect(lastEntry()).toMatchObject({ outcome: 'reset', status: null, applied: [] });
  });

  it('commit_then_reset grants, notifies and loses the answer', async () => {
    await test.fault({ effect: { type: 'commit_then_reset' }, times: 1 });
    await expect(grant()).rejects.toThrow();
    expect(isGranted()).toBe(true);
    expect(test.emulator.world.outbox).toHaveLength(1);
    expect(lastEntry()?.applied.map(({ what }) => what)).toEqual(['user.created', 'access.created']);
  });

  it('late_commit answers first and grants later', async () => {
    await test.fault({ effect: { type: 'late_commit', afterMs: 150, answer: 504 }, times: 1 });
    expect((await grant()).status).toBe(504);
    expect(isGranted()).toBe(false);
    await expect.poll(isGranted).toBe(true);
    expect(lastEntry()?.applied).toHaveLength(2);
  });

  it('partial_commit grants only so many doors', async () => {
    await test.fault({ effect: { type: 'partial_commit', doors: 1 }, times: 1 });
    const building = test.emulator.world.doors.get(door)?.building.uuid;
    const other = doorWith(test, { isConnected: true, building, accessibilityType: 'PRIVATE' });
    expect((await test.grant({ doorUuids: [door, other] })).status).toBe(500);
    expect(test.emulator.world.userByEmail('nora@example.com')?.accesses.map((access) => access.door.uuid)).toEqual([
      door,
    ]);
  });

  it('delay waits before and after the work', async () => {
    await test.fault({ effect: { type: 'delay', beforeMs: 120, afterMs: 120 }, times: 1 });
    const reply = grant();
    expect(isGranted()).toBe(false);
    await expect.poll(isGranted).toBe(true);
    const entryWhileWaiting = lastEntry();
    expect(entryWhileWaiting?.outcome).toBe('under_way');
    expect((await reply).status).toBe(200);
    expect(entryWhileWaiting?.durationMs).toBeGreaterThanOrEqual(235);
  });
});
