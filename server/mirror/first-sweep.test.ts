import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isUnread } from '#lib/page';
import { addMs } from '#lib/time/instant';
import { db } from '#server/db/pool';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';
import { acceptLoss } from '#server/services/sync/accept-loss';
import { changeSyncSettings } from '#server/services/sync/change-sync-settings';
import { getSyncStatus } from '#server/services/sync/get-sync-status';
import { stopSweep } from '#server/services/sync/stop-sweep';
import { isSweepDue } from '#server/worker/sync';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../e2e/fixtures/back-office.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 8 });
  await office.stopWorker();
});
afterAll(() => office.stop());
beforeEach(forgetAll);
afterEach(() => office.control.clearFaults());

/** As if this Gatehouse had never read OpenKit. */
async function forgetAll(): Promise<void> {
  const owner = new pg.Client({ connectionString: office.database.ownerUrl });
  await owner.connect();
  try {
    for (const ledger of ['access_event', 'door_event'])
      await owner.query(`alter table ${ledger} disable trigger ${ledger}_append_only`);
    await owner.query('truncate sweep, sweep_loss, access_event, door_event, access, person, door, building cascade');
  } finally {
    await owner.end();
  }
}

const count = async (query: ReturnType<typeof sql>): Promise<number> =>
  (await db().execute<{ n: number }>(sql`select count(*) as n from ${query}`)).rows[0]?.n ?? 0;

/** Accesses for one day whose day nobody knows. */
const undated = sql`access where gone_at is null and passcode_type like 'DAILY%' and day is null`;

test.each(['users', 'doors', 'buildings'])(
  'a first sweep that finds no %s at all is not believed, nor the next one drift',
  async (list) => {
    await office.control.addFault({
      match: { path: `/v1/${list}` },
      effect: { type: 'respond', status: 200, json: { [list]: [], nextPageToken: null } },
    });
    expect(await sweepNow()).toBe('suspect');
    const owner = await sessionAs('owner');
    expect((await getSyncStatus(owner)).suspect).toMatchObject({ reason: 'sweep_empty', isAcceptable: true });
    await office.control.clearFaults();
    expect(await sweepNow()).toBe('complete');
    expect(await count(sql`access where gone_at is null`)).toBeGreaterThan(0);
    expect(await count(sql`access_event where cause <> 'first_sweep'`)).toBe(0);
    expect(await count(sql`drift`)).toBe(0);
    expect(await count(sql`building where gone_at is null`)).toBe(8);
    expect(await count(undated)).toBe(0);
  },
);

test('a partner who has nothing yet says so, and is believed from then on', async () => {
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'respond', status: 200, json: { users: [], nextPageToken: null } },
  });
  expect(await sweepNow()).toBe('suspect');
  const owner = await sessionAs('owner');
  const generation = (await getSyncStatus(owner)).suspect?.generation ?? 0;
  expect(await acceptLoss(owner, { generation })).toEqual({ lost: 0 });
  expect(await sweepNow()).toBe('complete');
});

/** What a list of people and the status say of a first reading that has ended, by interval: when is the next one? */
async function firstEnd(intervalMinutes: number) {
  const owner = await sessionAs('owner');
  await changeSyncSettings(owner, { intervalMinutes, callsPerSecond: 200 });
  const people = await listPeople(owner, listPeopleQuery.parse({}));
  return { ...(await getSyncStatus(owner)), isUnread: isUnread(people), isDue: await isSweepDue(db()) };
}

const endOfLast = async (): Promise<string> =>
  (await db().execute<{ at: string }>(sql`select max(finished_at) as at from sweep`)).rows[0]?.at ?? '';

test('a first reading that fails is no empty list, and is tried again in five minutes at any interval', async () => {
  await office.control.addFault({ match: { path: '/v1/users' }, effect: { type: 'corrupt_body', as: 'html' } });
  expect(await sweepNow()).toBe('suspect');
  const nextAt = addMs(await endOfLast(), 5 * 60_000);
  const ended = { isUnread: true, state: 'suspect', reason: 'sweep_unparsable', nextAt, isDue: false };
  for (const intervalMinutes of [60, 0]) expect(await firstEnd(intervalMinutes)).toMatchObject(ended);
  await office.control.advanceClock('PT5M');
  await expect.poll(() => isSweepDue(db())).toBe(true);
});

test('a first reading that was stopped is no empty list, and says when the next one begins, or that none does', async () => {
  const owner = await sessionAs('owner');
  await office.control.addFault({ match: { path: '/v1/users' }, effect: { type: 'respond', status: 503 } });
  await expect(sweepNow()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await getSyncStatus(owner)).toMatchObject({ state: 'running', phase: 'people', nextAt: null });
  await stopSweep(owner);
  const nextAt = addMs(await endOfLast(), 60 * 60_000);
  expect(await firstEnd(60)).toMatchObject({ isUnread: true, state: 'stopped', nextAt, isDue: false });
  expect(await firstEnd(0)).toMatchObject({ isUnread: true, state: 'stopped', nextAt: null, isDue: false });
});

test('a door that is learned of later changes no access: what we did not know did not happen', async () => {
  await office.control.addFault({
    match: { path: '/v1/doors', nth: 2 },
    effect: { type: 'page_shift', by: 3 },
    times: 1,
  });
  expect(await sweepNow()).toBe('complete');
  expect(await count(sql`access where building_id is null`)).toBeGreaterThan(0);
  expect(await sweepNow()).toBe('complete');
  expect(await count(sql`access where gone_at is null and building_id is null`)).toBe(0);
  expect(await count(undated)).toBe(0);
  expect(await count(sql`access_event where name <> 'access.appeared'`)).toBe(0);
  expect(await count(sql`drift`)).toBe(0);
});

test.each([
  ['left out', { to: 'missing' }],
  ['said to be that of Honolulu', { to: 'value', value: 'Pacific/Honolulu' }],
  ['said to be that of Auckland', { to: 'value', value: 'Pacific/Auckland' }],
])('a zone that is %s once and told again as before leaves each daily access as it was', async (_, drift) => {
  expect(await sweepNow()).toBe('complete');
  const dated = async () =>
    (
      await db().execute(sql`
        select id, start_key, day, starts_at, ends_at from access where gone_at is null and day is not null order by id`)
    ).rows;
  const before = await dated();
  expect(before.length).toBeGreaterThan(0);
  for (const field of ['buildings[].timezone', 'buildings[].address.timezone'])
    await office.control.addFault({ match: { path: '/v1/buildings' }, effect: { type: 'drift', field, ...drift } });
  expect(await sweepNow()).toBe('complete');
  expect(await count(undated)).toBe(0);
  expect(await dated()).toEqual(before);
  await office.control.clearFaults();
  for (let sweep = 0; sweep < 2; sweep += 1) expect(await sweepNow()).toBe('complete');
  expect(await dated()).toEqual(before);
  expect(await count(sql`access_event where name <> 'access.appeared'`)).toBe(0);
  expect(await count(sql`drift`)).toBe(0);
});
